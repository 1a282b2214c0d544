"""``fz init``: a new data folder for a real city."""

from __future__ import annotations

import re
from pathlib import Path

import click

from fzlib.cli import chinese, options
from fzlib.cli.terminal import say
from fzlib.scoring.periods import PeriodError, Year


@chinese.command()
@click.argument("folder", metavar="文件夹")
@click.option("--year", metavar="年", default="2023", help="考评年度；不写为 2023")
@click.option("--city", metavar="名称", help="城市，如 邵阳市；不写为福州市及其县区")
@click.option("--province", metavar="名称", help="所在省")
@click.option("--counties", metavar="名单", help="考评的县区，用逗号分开，按报告里的次序")
def command(
    folder: str, year: str, city: str | None, province: str | None, counties: str | None
) -> None:
    """新建一个城市的数据文件夹：数据说明、地区表、规则书、各期空白填报表和下一步怎么做。

    规则书是榕政办〔2023〕28号的附件，按当年、本市的文件改。
    不写城市，地区表就是福州市的13个县区；写城市，要连同省和县区名单一起写。

    例：
      fz init data/fuzhou2026 --year 2026
      fz init data/邵阳 --city 邵阳市 --province 湖南省 --counties 双清区,大祥区,北塔区
      fz init 我的城市
    """
    from fzlib.intake.forms.new_folder import NEXT, NewCity, create_folder

    try:
        assessed = Year.parse(year)
    except PeriodError as error:
        raise click.UsageError(f"--year：{error}") from None
    names = [name.strip() for name in re.split("[,，、；;]", counties or "") if name.strip()]
    given = {"--city": city, "--province": province, "--counties": names}
    absent = [option for option, value in given.items() if not value]
    if len(absent) not in (0, 3):
        raise click.UsageError(f"另一个城市要写全：缺 {'、'.join(absent)}")
    target = Path(folder).absolute()
    files = create_folder(target, NewCity(assessed.year, city or "", province or "", names))
    say(f"新建　{options.shown(target)}（{len(files)} 个文件）")
    if target != Path.cwd():
        say(f"先进入它：cd {options.quoted(options.shown(target))}")
    say(*(target / NEXT).read_text("utf-8").splitlines()[4:])
    say(f"以上也写在 {options.shown(target / NEXT)}")
