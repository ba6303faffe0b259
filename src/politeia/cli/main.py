"""The program itself: its verbs, and what becomes of an error."""

from __future__ import annotations

import os
import sys
import traceback

import click

from politeia import __version__
from politeia.cli import brief, cases, check, diff, ensemble, instruments, new, power, referendum, schema, seats, shift
from politeia.errors import CaseError, expected, visible

VERBS = (
    brief.verb, diff.verb, instruments.verb, power.verb, shift.verb, seats.verb, ensemble.verb, referendum.verb,
    check.verb, cases.verb, new.verb, schema.verb,
)  # fmt: skip


class Program(click.Group):
    """A group of verbs, listed in the order of VERBS, that turns every error into a message and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            ctx.fail(f"{args[0]!r} is no verb of politeia{expected(args[0], self.commands)}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> None:
        """Run a verb: exit code 2 where the input is wrong, 1 where politeia fails; a reader who left is no error."""
        try:
            super().invoke(ctx)
            if sys.stdout is not None:
                sys.stdout.flush()
        except CaseError as error:
            click.echo(str(error), err=True)
            ctx.exit(2)
        except BrokenPipeError:
            # Python flushes again on its way out, which must find an open end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if os.environ.get("POLITEIA_DEBUG") == "1":
                traceback.print_exc()
            what = visible(f"{type(error).__name__}: {error}"[:400])
            click.echo(f"politeia failed, and it is not your input's fault ({what}).", err=True)
            click.echo("Set POLITEIA_DEBUG=1 to see where; please report it with the files that led to it.", err=True)
            ctx.exit(1)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="politeia", message="%(prog)s %(version)s")
def main() -> None:
    """Did a constitutional reform move power, or is it window dressing?

    A CASE is the name of a packaged case (politeia cases) or a folder of files like it (politeia new).
    """


for verb in VERBS:
    main.add_command(verb)
