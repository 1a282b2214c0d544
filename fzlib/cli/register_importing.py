"""``fz import --register``: a workbook's entries into a register (台账), by their key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fzlib.cli import options
from fzlib.cli.terminal import problem_lines, say
from fzlib.errors import listing
from fzlib.vocabulary import BLANK, CHANGED, NEW, SAME

if TYPE_CHECKING:
    from fzlib.errors import Place
    from fzlib.intake.goals.register_import import RegisterImport

MOST_LISTED = 20


def import_register(
    workbook: str, register: str, *, data: str | None, replace: bool, dry_run: bool, wait: bool
) -> None:
    """Show what a workbook would change in a register, and change it."""
    from fzlib.intake.goals.register_import import plan_register_import, write

    folder = options.data_folder(data)
    with options.importing(folder, wait=wait, dry_run=dry_run):
        with options.as_usage_error():
            plan = plan_register_import(options.typed_path(workbook), register, data=folder)
        _show(plan)
        changed = len(plan.changed)
        if not options.is_to_be_written(changed, "格", replace=replace, dry_run=dry_run):
            return
        write(plan)
    say(*(f"写入　{options.shown(path)}" for path in plan.written))
    say(*(f"原文件　{options.shown(path)}" for path in plan.kept))
    if not plan.written:
        say("没有新的内容，台账没有改动。")
    target = options.quoted(options.shown(folder / plan.file.label))
    say(f"下一步：fz check {target}")


def _show(plan: RegisterImport) -> None:
    """What is new, filled in, different, and what stays."""
    file = plan.file
    place = " › ".join(filter(None, (plan.source, listing(plan.sheets).strip())))
    say(f"{file.label}（{'新建' if file.is_new else '已有'}）　来自 {place}")
    revised = {change.entry for kind in (NEW, CHANGED) for change in file.of(kind)}
    same = {change.entry for change in file.of(SAME)} - revised
    counts = {
        "新增 {}条": len(file.added),
        "与已有的相同 {}条": len(same),
        "补填 {}格": len(file.of(NEW)),
        "与已有的不同 {}格": len(file.of(CHANGED)),
    }
    if told := "，".join(text.format(n) for text, n in counts.items() if n):
        say(f"  {told}")
    if plan.unfilled:
        say(f"  没有填的（只有预填的内容）：{plan.unfilled}条，不并入")
    if file.added and not file.is_new:
        say(f"  新增的条目：{listing(file.added)}")
    if file.columns and not file.is_new:
        say(f"  新增的列（加在右边）：{listing(file.columns)}")
    different = file.of(CHANGED)
    for change in different[:MOST_LISTED]:
        what = f"{change.entry}　{change.header}　已有 {change.old}，工作簿 {change.new}"
        say(f"    {change.target.cell} {what}（{_cell(plan, change.source)}）")
    if len(different) > MOST_LISTED:
        say(f"    ……共{len(different)}格")
    if blank := file.of(BLANK):
        cells = listing(_cell(plan, change.source) for change in blank)
        say(f"  工作簿里空着、保留已有的：{len(blank)}格（{cells}）")
    if file.absent:
        say(f"  工作簿里没有、保留不动的条目：{len(file.absent)}条（{listing(file.absent)}）")
    say(*problem_lines([], plan.warnings))


def _cell(plan: RegisterImport, place: Place) -> str:
    """D5 of the workbook; with its sheet where several were read."""
    return f"{place.sheet} › {place.cell}" if len(plan.sheets) > 1 else place.cell
