"""What people here call things: a word proposed for a concept, weighed, added when nothing goes wrong, taken back."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.desk.access import Page, Visit
from bot.desk.accounts import Role
from bot.desk.desk import Desk
from bot.desk.trials import MOST_RUNNING, Proposal, Trial, Trials
from bot.desk.words import say
from bot.proposals.own_file import add_word, take_back, words_of
from bot.proposals.weighing import Kind, word_trouble
from bot.proposals.words import say as say_of_words
from bot.state.inquiries import InquiryStatus
from intents import (
    LexiconError,
    OwnWord,
    Target,
    concept_targets,
    fold,
    name_of_target,
    target_named,
    targets_like,
)

HERE = "/desk/words"
_LONGEST = 100
_MOST_NAMES = 500
_MOST_INQUIRIES = 1500
_IN_FORCE = 30 * 60.0
"""Seconds after which a word is weighed anew before it is added."""


def show_words(desk: Desk, visit: Visit) -> Response:
    """Show the installation's own words, and the form by which one is proposed."""
    word = visit.asked("word")[:_LONGEST]
    done = {key: visit.asked(key)[:_LONGEST] for key in ("added", "undone")}
    return _listed(desk, visit, word=word, done=done)


def try_word(desk: Desk, visit: Visit) -> Response:
    """Begin to weigh a word."""
    word, name = visit.text("word")[:_LONGEST], visit.text("name")[:_LONGEST]
    target = _target(desk, name)
    trouble = word_trouble(word)
    if not trouble and target is None:
        trouble = say_of_words("trouble.target", name=name)
    if not trouble and trials_of(desk).running >= MOST_RUNNING:
        trouble = say("alias.busy")
    if trouble or target is None:
        return _listed(desk, visit, 422, word=word, name=name, trouble=trouble)
    return _begun(desk, visit, fold(word).text, target)


def show_trial(desk: Desk, visit: Visit) -> Response:
    """Show what a word would change; a piece of the page where only that is asked for."""
    trial = _trial(desk, visit)
    template = "pieces/trial.html" if visit.is_piece else "trial.html"
    values: dict[str, Any] = {"trial": trial, "again": visit.asked("again"), "trouble": ""}
    return desk.show(visit, template, **values, **_trial_values(desk, trial))


def add(desk: Desk, visit: Visit) -> Response:
    """Add a word that was weighed and found to do no harm; weigh it anew where something has changed since."""
    trial = _trial(desk, visit)
    proposal = trial.proposal
    target = Target(proposal.name, proposal.concept, proposal.label)
    if not trial.may_be_added:
        return RedirectResponse(f"{HERE}/try/{trial.id}", status_code=303)
    is_old = desk.state.now() - proposal.at > _IN_FORCE
    if is_old or proposal.basis != _basis(desk):
        return _begun(desk, visit, proposal.word, target, again="1")
    who = visit.account.name if visit.account else ""
    at = desk.clock()[:10]
    own = OwnWord(word=proposal.word, concept=target.concept, label=target.label, by=who, at=at)
    try:
        add_word(desk.lexicon, own)
    except LexiconError as error:
        trouble = say_of_words("trouble.refused", reason=error)
        values = {"trial": trial, "again": "", "trouble": trouble}
        return desk.show(visit, "trial.html", 422, **values, **_trial_values(desk, trial))
    with desk.state.together():
        desk.note(visit, "lexicon.add", f"word:{own.word}", after=target.name)
        _learn(desk, visit, own.word, trial)
    return RedirectResponse(f"{HERE}?{urlencode({'added': own.word})}", status_code=303)


def undo(desk: Desk, visit: Visit) -> Response:
    """Take a word back."""
    try:
        gone = take_back(desk.lexicon, visit.text("word")[:_LONGEST])
    except LexiconError as error:
        return _listed(desk, visit, 422, trouble=say_of_words("trouble.refused", reason=error))
    if gone is None:
        return RedirectResponse(HERE, status_code=303)
    with desk.state.together():
        _unlearn(desk, visit, gone.word)
        means = name_of_target(gone.concept, gone.label)
        desk.note(visit, "lexicon.undo", f"word:{gone.word}", before=means)
    return RedirectResponse(f"{HERE}?{urlencode({'undone': gone.word})}", status_code=303)


def suggested(desk: Desk, question: str, words: str) -> tuple[str, tuple[Target, ...]]:
    """Given a question and its words that were not understood (甲、乙), return one to be taught, and what is near it.

    Words that stand together in the question are one.
    """
    joined = words.replace("、", "")
    parts = [joined] if joined in fold(question).text else words.split("、")
    usable = [word for word in parts if word and not word_trouble(word)]
    vocabulary = next(iter(desk.engine.answerer.vocabularies()))
    for word in usable:
        near = targets_like(word, vocabulary)
        if near:
            return word, near
    return (usable[0] if usable else "", ())


def trials_of(desk: Desk) -> Trials:
    """Return the words that are being weighed at this desk."""
    return _trials(desk.folder / "trials")


@cache
def _trials(folder: Path) -> Trials:
    return Trials(folder)


def _begun(desk: Desk, visit: Visit, word: str, target: Target, again: str = "") -> Response:
    who = visit.account.name if visit.account else ""
    proposal = Proposal(
        word, target.concept, target.label, target.name, who, desk.state.now(), _basis(desk)
    )
    trial = trials_of(desk).begin(proposal, desk.lexicon, desk.arguments)
    query = "?again=1" if again else ""
    return RedirectResponse(f"{HERE}/try/{trial}{query}", status_code=303)


def _basis(desk: Desk) -> str:
    """What a word is weighed by: the own words as they are, and which papers are at hand."""
    own = desk.lexicon.read_bytes() if desk.lexicon.is_file() else b""
    named = "\n".join(sorted(head.document for head in desk.engine.answerer.sources))
    return hashlib.sha256(own + b"\0" + named.encode()).hexdigest()


def _learn(desk: Desk, visit: Visit, word: str, trial: Trial) -> None:
    """Close the inquiries that are understood by a word from now on."""
    gained = trial.changes(Kind.GAINED)
    helped = {fold(c["question"]).text for c in gained if c["after"]["status"] == "answered"}
    unknown = desk.state.inquiries.find(
        statuses=[InquiryStatus.NOT_UNDERSTOOD], limit=_MOST_INQUIRIES
    )
    learned = [each.id for each in unknown if fold(each.question).text in helped]
    for inquiry in learned:
        desk.state.inquiries.change(inquiry, status=InquiryStatus.CLOSED)
        desk.note(visit, "inquiry.learned", f"inquiry:{inquiry}", after=word)
    if learned:
        desk.note(visit, "lexicon.learned", f"word:{word}", after=learned)


def _unlearn(desk: Desk, visit: Visit, word: str) -> None:
    """Open the inquiries again that a word had closed, where nobody has done anything else with them."""
    done = desk.state.audit.find(subject=f"word:{word}")
    latest = next((entry for entry in done if entry.action == "lexicon.learned"), None)
    for inquiry in latest.after if latest else ():
        found = desk.state.inquiries.get(inquiry)
        if found is not None and found.status is InquiryStatus.CLOSED:
            desk.state.inquiries.change(inquiry, status=InquiryStatus.NOT_UNDERSTOOD)
            desk.note(visit, "inquiry.unlearned", f"inquiry:{inquiry}", before=word)


def _target(desk: Desk, name: str) -> Target | None:
    found = (target_named(name, words) for words in desk.engine.answerer.vocabularies())
    return next((target for target in found if target), None)


def _trial(desk: Desk, visit: Visit) -> Trial:
    trial = trials_of(desk).get(visit.part("trial"))
    if trial is None:
        raise HTTPException(404)
    return trial


def _trial_values(desk: Desk, trial: Trial) -> dict[str, Any]:
    kinds = [(kind.value, trial.changes(kind)) for kind in Kind]
    shown = [
        (say(f"alias.{kind}"), say(f"alias.{kind}_about"), each) for kind, each in kinds if each
    ]
    named = {"word": trial.proposal.word, "name": ""}
    return {"kinds": shown, "names": _names(desk), **named}


def _names(desk: Desk) -> list[str]:
    """What a word may stand for: the concepts, and the labels of the first paper."""
    words = next(iter(desk.engine.answerer.vocabularies()))
    names = (target.name for target in concept_targets())
    return list(dict.fromkeys((*names, *words.labels)))[:_MOST_NAMES]


def _listed(desk: Desk, visit: Visit, status: int = 200, **values: Any) -> Response:
    try:
        own, trouble = words_of(desk.lexicon), values.pop("trouble", "")
    except LexiconError as error:
        own, trouble = (), say_of_words("trouble.refused", reason=error)
    told = [(each, name_of_target(each.concept, each.label)) for each in reversed(own)]
    near = suggested(desk, values.get("word", ""), values.get("word", ""))[1]
    shown = {
        "word": "",
        "name": "",
        "done": {"added": "", "undone": ""},
        "trouble": trouble,
        **values,
    }
    return desk.show(visit, "words.html", status, own=told, near=near, names=_names(desk), **shown)


PAGES = (
    Page("GET", HERE, show_words, Role.CLERK, in_menu=True),
    Page("POST", f"{HERE}/try", try_word, Role.CLERK),
    Page("GET", f"{HERE}/try/{{trial}}", show_trial, Role.CLERK),
    Page("POST", f"{HERE}/try/{{trial}}/add", add, Role.CLERK),
    Page("POST", f"{HERE}/undo", undo, Role.CLERK),
)
