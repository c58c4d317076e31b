"""`wenzhang desk`: the staff desk in the browser and the public view, until it is stopped."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.bases import data_folder, own_lexicon, state_for, store_for
from bot.commands.failures import Exit, Failure
from bot.commands.named import following_for, settings_for
from bot.commands.parser import Parser, Subparsers, command, takes_disclosures
from bot.commands.streams import print_error, print_line
from bot.commands.words import say

if TYPE_CHECKING:
    from bot.desk.accounts import Accounts, Role
    from bot.following import Following
    from bot.replies import Answerer
    from bot.settings import Settings
    from bot.state import State

_ROLES = ("clerk", "publisher", "admin")
_FIRST = "admin"


def add(subparsers: Subparsers[Parser]) -> Parser:
    """Given where commands are listed, add this one with what it can do."""
    parser = command(subparsers, "desk")
    parser.add_argument("--public", action="store_true", help=say("desk.public"))
    takes_disclosures(parser)
    nested = parser.add_subparsers(
        title=say("help.commands"), dest="what", metavar=say("help.command"), parser_class=Parser
    )
    command(nested, "routes", "desk_routes")
    account = command(nested, "account", "desk_account")
    doing = account.add_subparsers(
        title=say("help.commands"),
        dest="doing",
        metavar=say("help.command"),
        parser_class=Parser,
        required=True,
    )
    command(doing, "list", "desk_account_list")
    added = command(doing, "add", "desk_account_add")
    added.add_argument("--role", choices=_ROLES, default="clerk", help=say("desk_account_add.role"))
    for name, parser_of in (
        ("add", added),
        ("password", command(doing, "password", "desk_account_password")),
        ("remove", command(doing, "remove", "desk_account_remove")),
    ):
        parser_of.add_argument(
            "name", metavar=say("desk_account.metavar"), help=say(f"desk_account_{name}.name")
        )
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Given the arguments, serve the desk, change its accounts, or list its routes."""
    if arguments.what == "routes":
        from bot.desk.access import table_of_routes
        from bot.desk.pages import PAGES

        print_line(table_of_routes(PAGES))
        return Exit.OK
    settings = settings_for(arguments)
    if arguments.what == "account":
        with _told_as_failure():
            return _DOING[arguments.doing](arguments, settings)
    return _serve(arguments, settings)


def desk_folder(settings: Settings) -> Path:
    """Given the settings, return where the desk keeps its accounts, its key and its log."""
    return settings.desk.folder or data_folder(settings) / "desk"


def _serve(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.clock import now
    from bot.desk.desk import make_desk
    from bot.desk.engine import Engine
    from bot.desk.publishing.publishing import Publishing
    from bot.desk.serving import serve
    from knowledge import Limits

    def answerer() -> Answerer | Following:
        made = following_for(arguments, settings)
        made.prepare()
        return made

    folder = desk_folder(settings)
    desk = make_desk(settings.desk, folder, Engine(answerer), state_for(settings), now)
    desk = replace(desk, arguments=_same_papers(arguments), lexicon=own_lexicon(settings))
    if not (arguments.disclosure or settings.disclosures):
        limits = Limits(**settings.ingest.model_dump())
        publishing = Publishing(lambda: store_for(settings), folder, limits)
        desk = replace(desk, publishing=publishing)
    if not arguments.public:
        with _told_as_failure():
            _begin_with_an_account(desk.accounts, desk.state)
    return serve(desk, print_error, staff=not arguments.public)


def _same_papers(arguments: argparse.Namespace) -> tuple[str, ...]:
    """The arguments by which another command of ours answers from the same papers."""
    given = [("--config", arguments.config)] if arguments.config else []
    given += [("--disclosure", path) for path in arguments.disclosure or ()]
    return tuple(text for name, path in given for text in (name, str(path.absolute())))


def _begin_with_an_account(accounts: Accounts, state: State) -> None:
    """Where there is no account yet, make the first one, an administrator's."""
    from bot.desk.accounts import Role, new_password

    if accounts.all():
        return
    name, password = _FIRST, ""
    if sys.stdin is not None and sys.stdin.isatty():
        print_error(say("desk.first"))
        name = input(say("desk.first_name", name=_FIRST)).strip() or _FIRST
        accounts.add(name, Role.ADMIN, _typed_password())
    else:
        password = new_password()
        accounts.add(name, Role.ADMIN, password)
    state.audit.note(say("desk_account.by"), "account.add", f"account:{name}", after="admin")
    if password:
        print_error(say("desk.generated", name=name, password=password))


def _add(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.desk.accounts import Role

    role: Role = Role[arguments.role.upper()]
    accounts = _accounts(settings)
    accounts.require_free(arguments.name)
    accounts.add(arguments.name, role, _password())
    _note(settings, "account.add", arguments.name, role.name.lower())
    print_line(say("desk_account_add.done", name=arguments.name, role=role.word))
    return Exit.OK


def _change_password(arguments: argparse.Namespace, settings: Settings) -> int:
    _accounts(settings).change_password(arguments.name, _password())
    _note(settings, "account.password", arguments.name)
    print_line(say("desk_account_password.done", name=arguments.name))
    return Exit.OK


def _remove(arguments: argparse.Namespace, settings: Settings) -> int:
    _accounts(settings).remove(arguments.name)
    _note(settings, "account.remove", arguments.name)
    print_line(say("desk_account_remove.done", name=arguments.name))
    return Exit.OK


def _list(arguments: argparse.Namespace, settings: Settings) -> int:
    del arguments
    accounts = _accounts(settings).all()
    for account in accounts:
        print_line(say("desk_account_list.line", name=account.name, role=account.role.word))
    if not accounts:
        print_line(say("desk_account_list.none"))
    return Exit.OK


def _accounts(settings: Settings) -> Accounts:
    from bot.desk.accounts import Accounts

    return Accounts(desk_folder(settings))


def _note(settings: Settings, action: str, name: str, role: str | None = None) -> None:
    state = state_for(settings)
    state.audit.note(say("desk_account.by"), action, f"account:{name}", after=role)
    state.close()


def _password() -> str:
    """The password that is typed twice, or the first line of standard input where that is no terminal."""
    if sys.stdin is not None and sys.stdin.isatty():
        return _typed_password()
    line = sys.stdin.readline() if sys.stdin else ""
    if not line.strip():
        raise Failure(Exit.USAGE, say("desk_account.no_password"))
    return line.rstrip("\r\n")


def _typed_password() -> str:
    password = getpass(say("desk_account.password"))
    if getpass(say("desk_account.again")) != password:
        raise Failure(Exit.USAGE, say("desk_account.differ"))
    return password


@contextmanager
def _told_as_failure() -> Iterator[None]:
    from bot.desk.accounts import AccountError

    try:
        yield
    except AccountError as error:
        raise Failure(Exit.CONFIGURATION, str(error)) from None


_DOING = {"add": _add, "list": _list, "password": _change_password, "remove": _remove}
