"""``fz init``: a new data folder for a real city."""

from __future__ import annotations

import re
from pathlib import Path

import click

from fzlib.cli import chinese, options
from fzlib.cli.terminal import say
from fzlib.scoring.periods import PeriodError, Year


@chinese.command()
@click.argument("folder", required=False, metavar="文件夹")
@click.option("--year", metavar="年", default="2023", help="考评年度；不写为 2023")
@click.option("--city", metavar="名称", help="城市，如 邵阳市；不写为福州市及其县区")
@click.option("--province", metavar="名称", help="所在省")
@click.option("--counties", metavar="名单", help="考评的县区，用逗号分开，按报告里的次序")
@click.option("--rules", metavar="名称或文件", help="从哪本规则书开始；样本的名称用 --list 查")
@click.option("--list", "listed", is_flag=True, help="列出样本规则书")
def command(
    folder: str | None,
    year: str,
    city: str | None,
    province: str | None,
    counties: str | None,
    rules: str | None,
    listed: bool,
) -> None:
    """新建一个城市的数据文件夹：数据说明、地区表、规则书、各期空白填报表和下一步怎么做。

    规则书是榕政办〔2023〕28号的附件，或 --rules 写明的：样本，或一个文件。按当年、本市的文件改。
    不写城市，地区表就是福州市的13个县区；写城市，要连同省和县区名单一起写。

    例：
      fz init data/fuzhou2026 --year 2026
      fz init data/邵阳 --city 邵阳市 --province 湖南省 --counties 双清区,大祥区,北塔区
      fz init --list
      fz init 我的城市 --rules yanan-2017
    """
    from fzlib.intake.forms.new_folder import NEXT, NewCity, create_folder

    if listed:
        _list()
        return
    if folder is None:
        raise click.UsageError("缺少参数 文件夹")
    try:
        assessed = Year.parse(year)
    except PeriodError as error:
        raise click.UsageError(f"--year：{error}") from None
    names = [name.strip() for name in re.split("[,，、；;]", counties or "") if name.strip()]
    given = {"--city": city, "--province": province, "--counties": names}
    absent = [option for option, value in given.items() if not value]
    if len(absent) not in (0, 3):
        raise click.UsageError(f"另一个城市要写全：缺 {'、'.join(absent)}")
    book = _book(rules) if rules else None
    target = Path(folder).absolute()
    new = NewCity(assessed.year, city or "", province or "", names, book)
    files = create_folder(target, new)
    say(f"新建　{options.shown(target)}（{len(files)} 个文件）")
    if target != Path.cwd():
        say(f"先进入它：cd {options.quoted(options.shown(target))}")
    say(*(target / NEXT).read_text("utf-8").splitlines()[4:])
    say(f"以上也写在 {options.shown(target / NEXT)}")


def _list() -> None:
    """The sample rule books: name, title and source of each."""
    from fzlib.intake.forms.sample_books import sample_books

    samples = sample_books()
    width = max(map(len, samples), default=0)
    for name, sample in samples.items():
        say(f"{name:{width}}　{sample.title}（{sample.source}）")
    say("照着改，不要照搬：fz init 文件夹 --rules 名称")


def _book(rules: str) -> Path:
    """A sample by its name, else a file.

    Raises:
        click.UsageError: neither.
    """
    from fzlib.errors import suggestion
    from fzlib.intake.forms.sample_books import sample_books

    samples = sample_books()
    if rules in samples:
        return samples[rules].path
    path = options.typed_path(rules)
    if not path.is_file():
        raise click.UsageError(f"--rules：没有样本或文件 {rules}{suggestion(rules, samples)}")
    return path
