"""What the bot remembers, in the state: kept before a message leaves, and there after a restart.

Handlers plan what is to be kept; it is written in one transaction before the next message leaves, or
when the update is done. So no button is shown that nobody knows, and what was sent is known to have been.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from telegram import Update

from bot.reply import Reply
from bot.state import State
from bot.state.inquiries import Channel
from bot.state.kept import Thing
from bot.state.updates import Came, Undone
from bot.telegram.fleeting import Answered, Option, Shelf, Talk
from bot.telegram.service import Service
from bot.telegram.settings import TelegramSettings
from bot.telegram.work import Buttons, Work, begun, current
from bot.telegram.writing import Writer
from knowledge import StoreError

PRESS_SECONDS = 10.0
"""A second press of the same button within this time is taken for impatience."""

LEASE_SECONDS = 300.0
"""An update that a process has had for so long without finishing it may be taken up by another."""

_CHOICE_SECONDS = 365 * 24 * 3600.0
_MOST_OWED = 10_000
_MOST_TALKS = 1_000
_AT = "."
"""Stands between the token of a message's buttons and the place of one of them."""
_TURN_SECONDS = 0.05

log = logging.getLogger(__name__)

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Held:
    """What a button stands for, as it is found again."""

    kind: str
    data: dict[str, Any]
    owner: str
    """The pseudonym of the only user who may press it; empty for everybody."""


class Memory:
    """What one bot remembers."""

    def __init__(self, state: State, service: Service, settings: TelegramSettings) -> None:
        token = settings.token.get_secret_value() if settings.token else "0:"
        self.state = state
        self.bot = int(token.partition(":")[0])
        self._service = service
        self._talk_seconds = settings.conversation_minutes * 60
        self._button_seconds = settings.button_hours * 3600
        self._is_shared = bool(settings.webhook_url) and state.is_shared
        self._writer = Writer(state)
        self._run = self._writer.run
        self._accepted: OrderedDict[int, bool] = OrderedDict()
        self._owed: list[int] = []
        self._in_hand: set[int] = set()
        self._talks: Shelf[str, str] = Shelf(_MOST_TALKS, self._talk_seconds, state.now)

    # --- Updates --------------------------------------------------------------------------------

    async def accept(self, updates: Sequence[Mapping[str, Any]]) -> frozenset[int]:
        """Given updates as Telegram sends them, keep them; return the numbers of those that are ours to work on."""
        came = {
            int(each["update_id"]): Came(json.dumps(each), self._chat_in(each)) for each in updates
        }
        fresh = await self._run(lambda: self.state.updates.accept(self.bot, came))
        self._note(dict.fromkeys(fresh, False))
        return fresh

    async def undone(self, older: float) -> tuple[Undone, ...]:
        """Take up what was left undone for more than `older` seconds, by this or another process."""
        found = await self._run(lambda: self.state.updates.take_undone(self.bot, older))
        busy = self._in_hand | self._accepted.keys() | set(self._owed)
        taken = tuple(each for each in found if each.number not in busy)
        self._note({each.number: each.phase == "sending" for each in taken})
        return taken

    async def begin(self, update: Update) -> bool:
        """Begin to work on an update; return False where it came before, or is another process's."""
        number = update.update_id
        if number not in self._accepted:
            await self.accept([update.to_dict()])
        interrupted = self._accepted.pop(number, None)
        if interrupted is None:
            return False
        begun(Work(number, interrupted))
        self._in_hand.add(number)
        chat = update.effective_chat
        if self._is_shared and chat is not None:
            await self._wait_for_turn(number, self.chat_name(chat.id))
        return True

    async def end(self) -> None:
        """Write down what is left, and that the update is done."""
        work = current()
        if work is None:
            return
        self._in_hand.discard(work.number)
        if work.is_unfinished:
            return
        owed, self._owed = [*self._owed, work.number], []

        def write() -> None:
            for planned in work.planned:
                planned()
            for number in owed:
                self.state.updates.done(self.bot, number)

        try:
            await self._run(write)
        except StoreError as error:
            # It was answered: that must be written down, or it would be answered again after a restart.
            self._owed = [*owed, *self._owed][-_MOST_OWED:]
            log.warning("What became of an update could not be kept (%s)", error.code)
        else:
            self._remember_talks(work)
        work.planned.clear()

    async def before_sending(self) -> None:
        """Write down what is planned, and that something is about to be sent."""
        work = current()
        if work is None or (work.is_sending and not work.planned and not work.buttons):
            return
        planned, work.planned = work.planned, []
        buttons, work.buttons = work.buttons, {}

        def write() -> None:
            for each in planned:
                each()
            for (chat, who), held in buttons.items():
                body = json.dumps(
                    {"chat": self.chat_name(chat), "buttons": [each() for each in held.bodies]}
                )
                self.state.tokens.put(held.token, body, self._button_seconds, who)
            if not work.is_sending:
                self.state.updates.sending(self.bot, work.number)

        await self._run(write)
        work.is_sending = True
        self._remember_talks(work)

    def now(self) -> float:
        """Return the present time in seconds since 1970."""
        return self.state.now()

    # --- Names ----------------------------------------------------------------------------------

    def user_name(self, user: int | None) -> str:
        """Return a user's pseudonym; empty for nobody."""
        return "" if user is None else self.state.pseudonyms.of("user", user)

    def chat_name(self, chat: int) -> str:
        """Return a chat's pseudonym."""
        return self.state.pseudonyms.of("chat", chat)

    # --- Conversations, buttons, answers --------------------------------------------------------

    async def conversation(self, talk: Talk) -> object | None:
        """Return what a conversation left for its next question, or how its chat chose to begin; None for neither."""
        name = self._talk_name(talk)

        def look(state: State) -> tuple[Thing | None, Thing | None]:
            chosen = state.preferences.get(self._preference_name(talk[0]))
            return state.conversations.get(name), chosen

        text = self._talks.get(name)
        before = None if text is None else self._service.resumed(text)
        if before is None:
            kept, chosen = await self.run(look)
            text = kept.body if kept else ""
            before = self._service.resumed(text) if kept else None
            if before is None:
                return self._service.begun(chosen.body if chosen else "")
        if (work := current()) is not None:
            work.kept.append((before, text or ""))
        return before

    def plan_reply(self, question: str, reply: Reply, talk: Talk, after: object) -> None:
        """Plan to keep a question with its reply, and what they leave for the next question."""
        work, who, name = current(), self.user_name(talk[1] or None), self._talk_name(talk)

        def write() -> None:
            number = self.state.inquiries.record(Channel.TELEGRAM, question, reply, who)
            text = self._service.kept(after)
            if work is not None:
                work.inquiry = number
                work.talks[name] = text
            self.state.conversations.put(name, text, self._talk_seconds, who)

        self.plan(write)

    def issue(self, option: Option) -> str:
        """Plan to keep what a button asks; return the token (16 characters) that it is found by."""
        data = {"question": option.question, "thread": option.thread}
        return self.hold("ask", lambda: data, option.chat, option.owner)

    def hold(
        self, kind: str, data: Callable[[], dict[str, Any]], chat: int, owner: int | None
    ) -> str:
        """Plan to keep what a button stands for; its data are asked for when they are written down."""
        who, work = self.user_name(owner), current()
        if work is None:
            token, name = secrets.token_urlsafe(12), self.chat_name(chat)
            body = json.dumps({"chat": name, "buttons": [{"kind": kind, **data()}]})
            self.state.tokens.put(token, body, self._button_seconds, who)
            return f"{token}{_AT}0"
        held = work.buttons.get((chat, who))
        if held is None:
            held = work.buttons[chat, who] = Buttons(secrets.token_urlsafe(12))
        held.bodies.append(lambda: {"kind": kind, **data()})
        return f"{held.token}{_AT}{len(held.bodies) - 1}"

    async def find(self, token: str, chat: int) -> Held | None:
        """Return what a button stands for; None where its token is unknown, forged, old or another chat's."""
        key, _, place = token.partition(_AT)
        kept = await self._run(lambda: self.state.tokens.get(key)) if token.isascii() else None
        if kept is None:
            return None
        data = json.loads(kept.body)
        if data.pop("chat", None) != self.chat_name(chat):
            return None
        if "buttons" in data:
            if not place.isdigit() or int(place) >= len(data["buttons"]):
                return None
            data = data["buttons"][int(place)]
        return Held(data.pop("kind"), data, kept.who)

    async def is_pressed_again(self, token: str) -> bool:
        """Note that a button was pressed, and tell whether that was so just now."""
        return not await self._run(lambda: self.state.tokens.press(token, PRESS_SECONDS))

    async def answered(self, chat: int, message: int) -> Answered | None:
        """Return the answer to the question of a message, so that it can be edited."""
        name = self._message_name(chat, message)
        kept = await self._run(lambda: self.state.answers.get(name))
        if kept is None:
            return None
        data = json.loads(kept.body)
        before = data["conversation"]
        return Answered(
            data["question"],
            tuple(data["messages"]),
            None if before is None else self._service.resumed(before),
            tuple(data.get("charts", ())),
        )

    def plan_answered(self, chat: int, message: int, user: int | None, answered: Answered) -> None:
        """Plan to keep which messages answer the question of a message."""
        before = answered.conversation
        body = json.dumps(
            {
                "question": answered.question,
                "messages": answered.messages,
                "conversation": None if before is None else self.before(before),
                "charts": answered.charts,
            }
        )
        name, who = self._message_name(chat, message), self.user_name(user)
        self.plan(lambda: self.state.answers.put(name, body, self._button_seconds, who))

    # --- What a chat chose --------------------------------------------------------------------

    async def department(self, chat: int) -> str:
        """Return the department whose papers a chat asks about; empty where it chose none."""
        name = self._preference_name(chat)
        kept = await self._run(lambda: self.state.preferences.get(name))
        return kept.body if kept else ""

    async def choose_department(self, chat: int, department: str, talk: Talk) -> None:
        """Keep whose papers a chat asks about (empty: everybody's); the talk begins anew."""
        name, talk_name = self._preference_name(chat), self._talk_name(talk)
        who = self.user_name(talk[1] or None)

        def write(state: State) -> None:
            state.conversations.drop(talk_name)
            if department:
                state.preferences.put(name, department, _CHOICE_SECONDS, who)
            else:
                state.preferences.drop(name)

        await self.run(write)
        self._talks.drop(talk_name)

    async def forget(self, user: int) -> int:
        """Remove what is kept of a user, and return how many entries that were."""
        who = self.user_name(user)
        count = await self.run(lambda state: state.forget(who))
        self._talks.clear()
        return count

    def before(self, conversation: object | None) -> str:
        """Return what a conversation was, as it is kept; empty where there was none."""
        if conversation is None:
            return ""
        work = current()
        for each, text in work.kept if work else ():
            if each is conversation:
                return text
        text = self._service.kept(conversation)
        if work is not None:
            work.kept.append((conversation, text))
        return text

    # --- Anything else --------------------------------------------------------------------------

    def plan(self, write: Callable[[], None]) -> None:
        """Plan to write something in the state, before the next message leaves; at once outside updates."""
        work = current()
        if work is None:
            write()
        else:
            work.planned.append(write)

    async def run(self, work: Callable[[State], _T]) -> _T:
        """Do something with the state in a thread, in one transaction, and return what comes of it."""
        return await self._run(lambda: work(self.state))

    def close(self) -> None:
        """End the work with the state; it is its opener's to close."""
        self._writer.close()

    async def _wait_for_turn(self, number: int, chat: str) -> None:
        """Wait until the chat's earlier updates are done, by whichever process."""
        # Another process may be at work on them: there is no event to wait for.
        while await self._run(  # noqa: ASYNC110
            lambda: self.state.updates.has_earlier(self.bot, number, chat, LEASE_SECONDS)
        ):
            await asyncio.sleep(_TURN_SECONDS)

    def _remember_talks(self, work: Work) -> None:
        """Remember what is written down of conversations; not where other processes write, too."""
        if not self._is_shared:
            for name, text in work.talks.items():
                self._talks.put(name, text)
        work.talks.clear()

    def _note(self, accepted: Mapping[int, bool]) -> None:
        self._accepted.update(accepted)

    def _chat_in(self, update: Mapping[str, Any]) -> str:
        for part in update.values():
            holder = part.get("message", part) if isinstance(part, dict) else {}
            chat = holder.get("chat") if isinstance(holder, dict) else None
            if isinstance(chat, dict) and "id" in chat:
                return self.chat_name(chat["id"])
        return ""

    def _talk_name(self, talk: Talk) -> str:
        return self.state.pseudonyms.of("talk", self.bot, *talk)

    def _preference_name(self, chat: int) -> str:
        return self.state.pseudonyms.of("department", self.bot, chat)

    def _message_name(self, chat: int, message: int) -> str:
        return self.state.pseudonyms.of("message", self.bot, chat, message)
