"""A bureau's workbook into a data folder's monthly files: shown first, never silently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fzlib.errors import InputError, Place, Problem, ProblemLog
from fzlib.intake.bureau.candidates import Workbook
from fzlib.intake.bureau.import_record import Imported, read_record, record_label, record_rows
from fzlib.intake.bureau.layout import parse_layout
from fzlib.intake.bureau.merge import CompletedFile, Destination, complete
from fzlib.intake.bureau.workbook import SourceColumn, TableFigures, read_workbook
from fzlib.intake.columns import Headings
from fzlib.intake.dataset_file import dataset_of
from fzlib.intake.folder import Folder
from fzlib.intake.formats.sheets import read_sheets
from fzlib.intake.formats.writing import csv_bytes
from fzlib.intake.forms.workbook_edit import edited, lost_by_editing
from fzlib.intake.import_files import free_label, importing, write_all
from fzlib.intake.input_files import Files, regions_of, rulebook_of
from fzlib.intake.labels import Label
from fzlib.paths import resolve
from fzlib.scoring.measures import OUTPUT, STANDING, STANDING_SERIES, Series
from fzlib.scoring.periods import Period
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import BLANK, CHANGED, OUTPUTS

LAYOUT = "layout.toml"
EARLIER = "monthly/earlier"  # what an import changed is kept here


@dataclass
class Import:
    """What a workbook would change, or has changed, in a data folder.

    ``read``: label → sha256 of the folder's files that it was made from. ``written`` and ``kept``
    are the monthly files written and the earlier ones kept.
    """

    data: Path
    sha256: str
    headings: Headings
    files: list[CompletedFile]
    warnings: tuple[Problem, ...]
    read: Mapping[str, str] = field(default_factory=dict)
    written: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)

    @property
    def changed(self) -> list[Problem]:
        """Figures that stand there otherwise."""
        problems, mend = [], "核对；确认用工作簿的数，加 --replace"
        for change in (change for file in self.files for change in file.of(CHANGED)):
            what = f"{change.figure.named(self.headings)}已有 {change.old}，"
            what += f"工作簿为 {change.new}（{change.figure.place}）"
            problems.append(Problem(change.target, what, mend, kind="figure.revised"))
        return problems


def plan_import(
    workbook: str | Path,
    period: str | Period,
    *,
    data: str | Path,
    layout: str | Path | None = None,
) -> Import:
    """Read a workbook by its layout and compare it with what the data folder has; write nothing.

    Args:
        workbook: xlsx, xlsm, xls, ods or CSV. period: of the workbook as a whole (2025-03).
            data: the data folder. layout: '' or None: the folder's own layout.toml.

    Raises:
        InputError: every problem at once: the layout no longer fits, another period, a cell that
            is no number, a name that is no region. PeriodError: no such period.
    """
    period = Period.parse(period) if isinstance(period, str) else period
    folder, path = resolve(data), resolve(workbook)
    Folder(folder)  # refuses what is none
    log = ProblemLog()
    label = Path(layout).name if layout else LAYOUT
    apart = Files(path.parent, {label: resolve(layout) if layout else folder / LAYOUT})
    content = apart.content(path.name, log, "核对路径")
    parsed = apart.toml(label, log, "照数据说明写好布局，或用 --layout 指定")
    files = Files(folder)
    # a rule book that is wrong or absent is told by fz check: then the measures of every city
    rules = rulebook_of(files, period, None, ProblemLog())
    series = rules.series if rules else STANDING_SERIES
    layouts = parse_layout(parsed, label, series, log) if parsed is not None else ()
    dataset, regions = dataset_of(files, log), regions_of(files, log)
    log.raise_if_any()
    assert content is not None
    assert dataset is not None
    book = Workbook(path.name, read_sheets(content, path.name), period, log)
    tables = read_workbook(book, layouts, regions)
    measures = {rules.series[code].measure for code in rules.needed} if rules else STANDING
    headings = Headings(dataset.output, series)
    destination = Destination(files, regions, headings, measures, log)
    periods = sorted({table.period for table in tables})
    completed = [file for month in periods if (file := complete(destination, month, tables))]
    for file in completed:
        for check in (_check_form, _warn_blanks, _warn_span, _check_word):
            check(file, destination)
    log.raise_if_any()
    digest = apart.seen[path.name]
    return Import(folder, digest, headings, completed, tuple(log.warnings), files.seen)


def _check_form(file: CompletedFile, destination: Destination) -> None:
    """Nothing of a workbook that is completed may be lost."""
    if file.sheet and file.differs:
        lost = lost_by_editing((destination.files.root / file.label).read_bytes())
        if lost:
            what = f"里面有{'、'.join(lost)}，补全时会丢掉"
            mend = "用表格软件另存为 CSV，移走原文件后再导入"
            destination.log.stop(Place(file.label), what, mend, kind="file.existing")


def _warn_blanks(file: CompletedFile, destination: Destination) -> None:
    for change in file.of(BLANK):
        kept = f"保留已有的 {change.old}" if change.old else "按缺数处理"
        what = f"{change.figure.named(destination.headings)}空缺，{kept}"
        mend = f"如已撤回，清空 {change.target}" if change.old else ""
        destination.log.warn(change.figure.place, what, mend, kind="figure.absent")


def _warn_span(file: CompletedFile, destination: Destination) -> None:
    """A column that goes where the rule book, if it is there, looks for nothing."""
    book = rulebook_of(destination.files, file.period, None, ProblemLog())
    if book is None or file.period.month_is_ytd:
        return
    for table, source in _columns(file):
        if source.column.span not in _spans_of(source.series, book):
            name = destination.headings.written(source.column)
            what = f"表头“{source.head.path}”记入“{name}”，规则书不计这一项"
            mend = '如是另一口径，在布局里写 span = "month" 或 "ytd"'
            destination.log.warn(table.place, what, mend, kind="column.ambiguous")


def _spans_of(series: Series, book: RuleBook) -> tuple[str, ...]:
    """The spans in which a series is scored; of one that is not, the book's."""
    own = [
        book.needed[code]
        for code, each in book.series.items()
        if each.measure == series.measure and code in book.needed
    ]
    return tuple({span for spans in own for span in spans}) or book.spans


def _check_word(file: CompletedFile, destination: Destination) -> None:
    """Revenue is not output: what the table calls it is what dataset.toml calls it."""
    output = destination.headings.output
    (other,) = OUTPUTS.keys() - {output}
    for table, source in _columns(file):
        header = "".join(label.text for label in source.head.labels)
        # a title may name both; then the header's own word counts
        text = header if OUTPUTS[output] in header else table.title + header
        of_level = source.series.measure == OUTPUT and source.series.is_level
        if of_level and other in text and output not in text:
            what = f"“{Label(table.title).shown}”是{other}，dataset.toml 的 level 是{output}"
            mend = "改 level，或核对布局"
            destination.log.stop(table.place, what, mend, kind="figure.contradictory")


def _columns(file: CompletedFile) -> Iterator[tuple[TableFigures, SourceColumn]]:
    """Every column that figures were read from, with its table."""
    for table in file.tables:
        for source in table.columns.values():
            if any(figure.source is source for figure in table.figures):
                yield table, source


def import_workbook(
    workbook: str | Path,
    period: str | Period,
    *,
    data: str | Path,
    layout: str | Path | None = None,
    replace: bool = False,
) -> Import:
    """Read a bureau's workbook by its layout into the data folder's monthly files.

    Arguments as `plan_import`; ``replace``: figures that stand there otherwise may be changed.
    The earlier file is kept in ``monthly/earlier/``; ``imports/`` records file, sheet, cell and
    sha256 of every figure.

    Raises:
        InputError: as `plan_import`; or figures would change and ``replace`` is not set. Nothing
            is written then.
    """
    with importing(resolve(data)):
        plan = plan_import(workbook, period, data=data, layout=layout)
        if plan.changed and not replace:
            raise InputError(plan.changed)
        write(plan)
    return plan


def write(plan: Import) -> None:
    """Write the monthly files and the records, those that are kept first; while `importing`."""
    contents, kept, written = dict[str, bytes](), dict[str, str](), list[Path]()
    for file in plan.files:
        target = plan.data / file.label
        if file.differs:
            if not file.is_new:
                kept[free_label(plan.data, EARLIER, target)] = file.label
            contents[file.label] = _content(file, target)
            written.append(target)
        contents[record_label(file.period)] = csv_bytes(_record(plan, file))
    read = {file.label: plan.read.get(file.label, "") for file in plan.files if file.differs}
    write_all(plan.data, contents, kept, read)
    plan.written, plan.kept = written, [plan.data / label for label in kept]


def _content(file: CompletedFile, target: Path) -> bytes:
    """The monthly file's bytes as they will be."""
    if file.sheet:
        return edited(target.read_bytes(), file.sheet, file.edits)
    return csv_bytes(file.rows, newline=file.newline)


def _record(plan: Import, file: CompletedFile) -> list[Sequence[str]]:
    """Where each figure came from; what earlier imports recorded of other figures stays."""
    record = read_record(Files(plan.data), file.period, plan.headings, ProblemLog())
    for figure in (change.figure for change in file.changes):
        if figure.value is not None:
            record[figure.key] = Imported(figure.value, figure.place, plan.sha256)
    return record_rows(record, plan.headings)
