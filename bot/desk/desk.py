"""What the pages work with: the engine, who is who, what was said, and how a page is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.responses import HTMLResponse

from bot.addresses import key_of, path_of
from bot.desk.access import Page, Visit
from bot.desk.accounts import Accounts, key_in
from bot.desk.engine import Engine, has_page
from bot.desk.limits import Tries
from bot.desk.publishing.publishing import Publishing
from bot.desk.sessions import Sessions
from bot.desk.settings import DeskSettings
from bot.desk.talks import Talks
from bot.desk.words import say
from bot.state import State
from bot.terminal.answers import place_words, places_told
from knowledge import form

_TEMPLATES = Path(__file__).with_name("templates")
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk of one process."""

    settings: DeskSettings
    folder: Path
    engine: Engine
    accounts: Accounts
    sessions: Sessions
    tries: Tries
    talks: Talks
    state: State
    """What was asked, and who did what."""
    hosts: frozenset[str]
    """The names under which the desk may be asked."""
    clock: Callable[[], str]
    templates: Environment
    menu: tuple[Page, ...] = ()
    """The pages in the navigation."""
    publishing: Publishing | None = None
    """What is handed in to be published; None where papers were named that nothing can be added to."""
    arguments: tuple[str, ...] = ()
    """What a command of ours must be given to answer from the same papers (--config, --disclosure)."""
    lexicon: Path = Path("lexicon.toml")
    """The file of the installation's own words."""

    def note(
        self, visit: Visit, action: str, subject: str, before: object = None, after: object = None
    ) -> None:
        """Put on record that whoever is logged in did something (inquiry.reply) to something (inquiry:12)."""
        who = visit.account.name if visit.account else ""
        self.state.audit.note(who, action, subject, before, after)

    def show(
        self, visit: Visit, template: str, status: int = 200, **values: object
    ) -> HTMLResponse:
        """Given who asks, a template and what it is filled with, return the page."""
        account, session = visit.account, visit.session
        html = self.templates.get_template(template).render(
            account=account,
            csrf=self.sessions.token(session) if session else "",
            menu=[
                page for page in self.menu if account and page.needs and account.role >= page.needs
            ],
            staff=bool(self.menu),
            path=visit.request.url.path,
            **values,
        )
        return HTMLResponse(html, status_code=status)


def make_desk(
    settings: DeskSettings,
    folder: Path,
    engine: Engine,
    state: State,
    clock: Callable[[], str],
) -> Desk:
    """Given the settings, where its files lie, the engine, the state and the clock, return a desk."""
    accounts = Accounts(folder)
    secure = settings.public_url.startswith("https://")
    sessions = Sessions(key_in(folder), accounts, settings.session_minutes, secure=secure)
    return Desk(
        settings,
        folder,
        engine,
        accounts,
        sessions,
        Tries(settings.logins_per_minute),
        Talks(state, settings.session_minutes * 60.0),
        state,
        _hosts(settings),
        clock,
        _templates(),
        lexicon=folder / "lexicon.toml",
    )


def _hosts(settings: DeskSettings) -> frozenset[str]:
    outside = urlsplit(settings.public_url).hostname if settings.public_url else None
    own = () if settings.host in {"0.0.0.0", "::"} else (settings.host,)  # noqa: S104 - compared only
    return _LOCAL | frozenset(own) | frozenset((outside,) if outside else ())


def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["moment"] = _moment
    environment.filters["told_at"] = _told_at
    environment.globals.update(
        action_word=_action_word,
        changed_word=_changed_word,
        form_word=_form_word,
        key_of=key_of,
        path_of=path_of,
        place_words=place_words,
        places_told=places_told,
        has_page=has_page,
    )
    return environment


def _moment(at: float) -> str:
    """Seconds since 1970 as a date and a time of the machine's own zone."""
    return datetime.fromtimestamp(at, UTC).astimezone().strftime("%Y-%m-%d %H:%M")


def _changed_word(name: str) -> str:
    """What of a paper or a table is not as it was, in a word."""
    return say(f"difference.{name}")


def _form_word(name: str) -> str:
    """The name of a standard form by its id; what is none is shown as it is."""
    known = form(name)
    return known.names[0] if known else name


def _told_at(at: str) -> str:
    """A time as ISO 8601 tells it, without its seconds.

    >>> _told_at("2026-03-01T09:00:00+08:00")
    '2026-03-01 09:00'
    """
    return at[:16].replace("T", " ")


def _action_word(action: str) -> str:
    return say.sentences().get(f"action.{action}", action)
