"""click in Chinese: help pages, usage and option errors; commands are imported when called."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import click


class ChineseCommand(click.Command):
    """A command whose help is Chinese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """用法：…"""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """选项."""
        found = (param.get_help_record(ctx) for param in self.get_params(ctx))
        with formatter.section("选项"):
            formatter.write_dl([record for record in found if record])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, explained in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这页说明"
        return option


class ChineseGroup(ChineseCommand, click.Group):
    """A group that knows its commands by name and one line, and imports one when it is called."""

    def __init__(self, *args: Any, lazy: dict[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of use, not of the alphabet."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        if cmd_name not in self.lazy:
            return None
        command: click.Command = import_module(self.lazy[cmd_name][0]).command
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """选项, then 命令 (without importing them)."""
        super().format_options(ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl([(name, line) for name, (_, line) in self.lazy.items()])


def in_chinese(error: click.ClickException) -> str:
    """What click has to say, in Chinese; our own messages are Chinese already."""
    name = getattr(getattr(error, "param", None), "human_readable_name", "")
    shown: dict[type, Callable[[Any], str]] = {
        click.NoSuchOption: lambda e: f"没有选项 {e.option_name}" + _nearest(e.possibilities),
        click.MissingParameter: lambda e: f"缺少{'参数' if _is_argument(e) else '选项'} {name}",
        click.BadOptionUsage: lambda e: f"选项 {e.option_name} 用法不对：后面要给一个值",
    }
    for kind, say in shown.items():
        if isinstance(error, kind):
            return say(error)
    text = error.message
    if isinstance(error, click.UsageError) and text.startswith("No such command"):
        return f"没有命令 {text.split(chr(39))[1]}"
    if isinstance(error, click.UsageError) and "unexpected extra argument" in text:
        return f"多出的参数：{text[text.find('(') + 1 : text.rfind(')')]}"
    return text


def _is_argument(error: click.MissingParameter) -> bool:
    return isinstance(error.param, click.Argument)


def _nearest(possibilities: Any) -> str:
    return f"，是不是 {'、'.join(possibilities)}？" if possibilities else ""
