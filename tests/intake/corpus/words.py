"""What messages say again and again, and the labels of the golden folder's files."""

XLSX = "monthly/2023-05.xlsx"
DATASET = "dataset.toml"
RULES = "rules/2023.toml"
REGIONS = "regions.csv"
RULINGS = "rulings.csv"
ADJUSTMENTS = "adjustments.csv"
VETOES = "vetoes.csv"

NO_NUMBER = "不是数；改为数字；没有数就留空"
NO_ROW = "补上这一行；没有数据的格留空"
NO_COLUMN = "补上这一列，表头照此写"
NO_REGION = "改为 regions.csv 里的名称，或在那里加作别名"
BLANK = "空缺，按缺数处理；有数后补填重算"
BOTH = "核对两个数的小数点和单位"
LOCKED = "工作簿有密码，打不开；去掉密码另存后再用"
DAMAGED = "工作簿损坏，打不开；用表格软件打开，另存为 xlsx 后再用"
TOO_LARGE = "表格过大；删去多余的行、列和工作表后再用"
EMPTY = "文件是空的；填好数据后再用"
NO_TEXT = "不是 UTF-8 或 GB18030 的文本，也不是表格文件；另存为“CSV UTF-8”或 xlsx"
NO_TABLE = "不是表格文件；另存为 xlsx 或 CSV"
MARKUP = "是网页或 XML，不是表格文件；用表格软件打开，另存为 xlsx 后再用"
QUOTES = "CSV 的引号不成对，分不出单元格；用表格软件重新另存为 CSV"
ABSENT = "没有这个文件；放入本期数据（CSV、xlsx、xls 或 ods）"
UNUSED = "列没有用到；如应使用，请改正表头"
BEYOND = "数里有逗号的去掉逗号，或给这一格加引号；行末多余的逗号删去"
NO_FIGURE_DATE = "是日期，不是数；改为数值格式后重新填写"
NOT_COMPUTED = "没有算出的值；用表格软件打开、重算并保存，或填入数值"
NO_PERIOD = "不是期间；期间写作 2023-05（1—2月写作 2023-02）"
SUMS = "核对口径（如高新区是否重复计入）"
FOOTNOTE = "不是已知地区；合计、说明行请删去；是地区的，改为 regions.csv 里的名称，或在那里加作别名"
RATE = "超出±1000%；核对小数点和单位"
LEVEL = "（亿元）超过1000万亿元；核对单位和小数点"
PAIR = "两格是同一个数，改成一致或只填一格"
NEGATIVE = "是负数，这一列的数不能为负；核对正负号"
ERROR = "是错误值；改正公式；没有数就留空"
TOML = "不符合 TOML 的写法；照样例核对引号、等号和方括号"
HIDDEN = "是隐藏的工作表，照样读了；如不应使用，请删去"

# The golden rows in order.
FRAME = (
    *("全国", "福建省", "福州市", "鼓楼区", "台江区", "仓山区", "马尾区", "晋安区"),
    *("长乐区", "福清市", "闽侯县", "连江县", "罗源县", "闽清县", "永泰县", "高新区"),
)


def no_header(first_row):
    """What is said of a file without headers."""
    return f"没有找到表头，第一行是：{first_row}；照数据说明写表头"


def no_rows(where, *regions, of=""):
    """What is said of absent rows."""
    return tuple(f"{where}：没有“{region}”的行{of}；{NO_ROW}" for region in regions)
