"""`wenzhang lexicon propose` and `undo`: a word of the installation's own weighed, added, taken back, on record."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from bot.commands.bases import state_for
from bot.commands.failures import Exit, Failure
from bot.commands.named import answerer_for, settings_for, with_own_words
from bot.commands.streams import argument_text, print_line
from bot.commands.words import say

if TYPE_CHECKING:
    from bot.proposals.weighing import Weighed
    from bot.replies import Answerer
    from bot.settings import Settings
    from intents import OwnWord, Target

_MOST_ASKED = 1000
"""Questions asked lately that a word is weighed by, and as many in which it stands."""
_SHOWN = 20


def propose(arguments: argparse.Namespace) -> int:
    """Given the arguments, weigh a word; add it where that is wanted and nothing goes wrong."""
    from bot.clock import now
    from bot.proposals.own_file import add_word
    from bot.proposals.weighing import own_word

    settings = settings_for(arguments)
    path = with_own_words(settings)
    word = argument_text(arguments.word) or ""
    answerer = answerer_for(arguments, settings)
    target = _target(argument_text(arguments.means) or "", answerer)
    own = own_word(word, target, say("desk_account.by"), now()[:10])
    found = _weighed(own, answerer, settings)
    if arguments.json:
        told = {**asdict(found), "may_be_added": found.may_be_added}
        told["word"], told["target"] = own.word, asdict(target)
        print_line(json.dumps(told, ensure_ascii=False))
        return Exit.OK if found.may_be_added else Exit.NOT_ANSWERED
    _show(found)
    if not found.may_be_added:
        print_line(say("lexicon_propose.may_not"))
        return Exit.NOT_ANSWERED
    if arguments.add:
        add_word(path, own)
        _note(settings, "lexicon.add", own, target.name)
        print_line(say("lexicon_propose.added", word=own.word, means=target.name, path=path))
    else:
        print_line(say("lexicon_propose.may"))
    return Exit.OK


def undo(arguments: argparse.Namespace) -> int:
    """Given the arguments, take a word back."""
    from bot.proposals.own_file import take_back
    from intents import name_of_target

    settings = settings_for(arguments)
    word = argument_text(arguments.word) or ""
    gone = take_back(with_own_words(settings), word)
    if gone is None:
        raise Failure(Exit.NOT_ANSWERED, say("lexicon_undo.absent", word=word))
    means = name_of_target(gone.concept, gone.label)
    _note(settings, "lexicon.undo", gone, means)
    print_line(say("lexicon_undo.done", word=gone.word, means=means))
    return Exit.OK


def _target(name: str, answerer: Answerer) -> Target:
    from bot.proposals.words import say as say_of_words
    from intents import target_named

    found = (target_named(name, words) for words in answerer.vocabularies())
    target = next((each for each in found if each is not None), None)
    if target is None:
        raise Failure(Exit.USAGE, say_of_words("trouble.target", name=name))
    return target


def _weighed(own: OwnWord, answerer: Answerer, settings: Settings) -> Weighed:
    from bot.proposals.corpus import corpus
    from bot.proposals.weighing import weighed

    state = state_for(settings)
    lately = state.inquiries.find(limit=_MOST_ASKED)
    holding = state.inquiries.find(holding=own.word, limit=_MOST_ASKED)
    state.close()
    asked = [inquiry.question for inquiry in (*holding, *lately)]
    words = list(answerer.vocabularies())
    labels = frozenset(label for each in words for label in each.labels)
    questions = corpus(asked, answerer.sources, words)
    path = with_own_words(settings)
    return weighed(own, path, questions, lambda question: answerer.ask(question)[0], labels)


def _show(found: Weighed) -> None:
    for trouble in found.troubles:
        print_line(trouble)
    for change in found.changes[:_SHOWN]:
        kind = say(f"weighed.{change.kind.value}")
        print_line(say("lexicon_propose.line", kind=kind, question=change.question))
        print_line(say("lexicon_propose.before", text=change.before.text.split("\n")[0]))
        print_line(say("lexicon_propose.after", text=change.after.text.split("\n")[0]))
    if found.asked:
        count = len(found.changes)
        print_line(say("lexicon_propose.asked", count=found.asked, changes=count))


def _note(settings: Settings, action: str, own: OwnWord, means: str) -> None:
    state = state_for(settings)
    before, after = (means, None) if action == "lexicon.undo" else (None, means)
    state.audit.note(say("desk_account.by"), action, f"word:{own.word}", before, after)
    state.close()
