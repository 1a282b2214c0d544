"""click in Chinese: help pages, usage and option errors; commands are imported when called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

import click

from fzlib.errors import nearest
from fzlib.presentation.terminal import width


class ChineseFormatter(click.HelpFormatter):
    """Lines stand as they are written (Chinese has no spaces to break at), columns line up."""

    def write_heading(self, heading: str) -> None:
        """With a Chinese colon."""
        self.write(f"{'':{self.current_indent}}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Line for line."""
        for line in text.splitlines():
            self.write(f"{'':{self.current_indent}}{line}".rstrip() + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], *_: Any, **__: Any) -> None:
        """Two columns."""
        pairs = list(rows)
        column = max(width(first) for first, _ in pairs) + 2
        for first, second in pairs:
            space = " " * (column - width(first))
            self.write(f"{'':{self.current_indent}}{first}{space}{second}\n")


class ChineseContext(click.Context):
    """Writes help pages with the formatter above."""

    formatter_class = ChineseFormatter


class ChineseCommand(click.Command):
    """A command whose help is Chinese."""

    context_class = ChineseContext

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """An error that click raises without its command learns it here."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """用法：…"""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """选项."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = filter(None, (option.get_help_record(ctx) for option in options))
        with formatter.section("选项"):
            formatter.write_dl(
                [
                    (name, re.sub(r"  \[x>=.*\]", "", text.replace("  [required]", "；必填")))
                    for name, text in records
                ]
            )

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, explained in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这页说明"
        return option


def command() -> Callable[[Callable[..., None]], ChineseCommand]:
    """What makes a command of a function."""
    return click.command(cls=ChineseCommand, options_metavar="[选项]")


class ChineseGroup(ChineseCommand, click.Group):
    """A group that knows its commands by name and one line, and imports one when it is called."""

    def __init__(self, *args: Any, lazy: dict[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = lazy

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Without a command: the help page, and exit code 2."""
        if not args:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(2)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of use, not of the alphabet."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        if cmd_name not in self.lazy:
            return None
        command: click.Command = import_module(self.lazy[cmd_name][0]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """An unknown command is refused with the nearest one."""
        if args[0] not in self.lazy:
            near = nearest(args[0], self.lazy)
            hint = f"，是不是 {near}？" if near else f"；可用：{'、'.join(self.lazy)}"
            raise click.UsageError(f"没有命令 {args[0]}{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """选项, then 命令 (without importing them)."""
        super().format_options(ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl([(name, line) for name, (_, line) in self.lazy.items()])


def in_chinese(error: click.ClickException) -> str:
    """What click has to say, in Chinese; our own messages are Chinese already."""
    param = getattr(error, "param", None)
    option = param.opts[0] if isinstance(param, click.Option) else ""
    argument = getattr(param, "human_readable_name", "")
    match error, getattr(param, "type", None):
        case click.NoSuchOption(), _:
            near = "、".join(error.possibilities or ())
            return f"没有选项 {error.option_name}" + (f"，是不是 {near}？" if near else "")
        case click.MissingParameter(), _:
            return f"缺少选项 {option}" if option else f"缺少参数 {argument}"
        case click.BadOptionUsage(), _:
            no_value = "does not take a value" in error.message
            return f"选项 {error.option_name} {'不带值' if no_value else '后面要给一个值'}"
        case click.BadParameter(), click.Choice() as choice:
            return f"选项 {option} 只能写 {'、'.join(choice.choices)}"
        case click.BadParameter(), click.IntRange() as numbers:
            return f"选项 {option} 要写不小于 {numbers.min} 的整数"
    text = error.message
    if isinstance(error, click.UsageError) and "unexpected extra argument" in text:
        return f"多出的参数：{text[text.find('(') + 1 : text.rfind(')')]}"
    return text
