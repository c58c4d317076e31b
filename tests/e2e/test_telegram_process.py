"""The bot as a process, polling a Bot API server that is not ours: it is asked, and answers."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from bot.addresses import key_of
from bot.picture import picture
from bot.picture.places import Places
from bot.replies import Answerer
from tests.bot.telegram.published import Contract
from tests.bot.telegram.recording import Call
from tests.bot.telegram.updates import GROUP, OTHER, in_group, press, said, update
from tests.e2e.conftest import PATIENCE, Peer, process
from tests.e2e.prepare import UnavailableError, schema

TOKEN = "7000001:AAEendtoendendtoendendtoendendtoend00"


def variables(server: Peer) -> dict[str, str]:
    return {
        "WENZHANG_TELEGRAM_TOKEN": TOKEN,
        "WENZHANG_TELEGRAM_BASE_URL": server.address,
        "WENZHANG_TELEGRAM_POLL_TIMEOUT": "2",
    }


def sent(server: Peer, count: int) -> Call:
    """Wait until so many messages were sent, and return the last of them."""
    return Call("sendMessage", server.wait_for("sendMessage", count)[count - 1])


def a_second_one_goes(server: Peer, bot_command: list[str]) -> None:
    """Start another on this machine: it must say that there is one, and end."""
    second = subprocess.run(
        bot_command,
        env={**variables(server), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert second.returncode == 5
    assert second.stderr == (
        "这台机器上已经有一个机器人在用同一个令牌：请先停掉那一个，再启动这一个。\n"
    )


def nothing_is_given_away(written: str) -> None:
    """Look for what must not stand in a log: a traceback, the token, the words of users."""
    assert "@telemelya_bot 已经在听问了" in written
    assert "Traceback" not in written
    for secret in (TOKEN.split(":")[1], "三公", "项目支出", "<3"):
        assert secret not in written


def test_a_conversation_from_the_first_question_to_the_end(
    server: Peer, bot_command: list[str], tmp_path: Path
) -> None:
    log = tmp_path / "bot.log"
    with process(bot_command, log, **variables(server)) as bot:
        # Asked in private; the answer has its figure, its evidence and buttons.
        asked = said("三公经费多少？")
        server.give(TOKEN, asked)
        answer = sent(server, 1)
        assert answer.text.startswith("0.00 万元（2026 年，没有安排）")
        assert "① 附表4-7《一般公共预算“三公”经费支出表》" in answer.text

        # A button is pressed: its waiting ends, its question is repeated and answered.
        server.give(TOKEN, press(answer.buttons[0][1]))
        assert sent(server, 2).text.startswith("问：公务用车有几辆？")
        assert len(server.wait_for("answerCallbackQuery")) == 1

        # The question is edited, and its answer with it.
        changed = asked["message"] | {"text": "编制多少人？", "edit_date": 1764000009}
        server.give(TOKEN, update(edited_message=changed))
        assert server.wait_for("editMessageText")[0]["message_id"] == 1

        # A group: silence, until the bot is mentioned.
        server.give(TOKEN, in_group("今天天气不错"))
        call = "@telemelya_bot 项目支出多少？"
        mention = [{"type": "mention", "offset": 0, "length": 14}]
        server.give(TOKEN, in_group(call, entities=mention, **{"from": OTHER}))
        assert sent(server, 3).parameters["chat_id"] == GROUP["id"]
        assert "reply_parameters" in sent(server, 3).parameters

        a_second_one_goes(server, bot_command)
        bot.send_signal(signal.SIGTERM)
        assert bot.wait(timeout=PATIENCE) == 0

    assert len(server.calls("sendMessage")) == 3, "nothing twice"
    assert len(server.calls("setMyCommands")) == 4
    nothing_is_given_away(log.read_text())
    faults = contract().faults
    assert [fault for method, call in server.every_call() for fault in faults(method, call)] == []


def test_wenzhang_bot_answers_from_the_shipped_disclosure(server: Peer, tmp_path: Path) -> None:
    log = tmp_path / "bot.log"
    place = {"WENZHANG_STATE_PLACE": str(tmp_path / "state.sqlite3")}
    with process([sys.executable, "-m", "bot", "bot"], log, **variables(server), **place) as bot:
        server.give(TOKEN, said("三公经费多少？"))
        answer = sent(server, 1)
        assert "0.00 万元" in answer.text, log.read_text()
        assert "附表4-7" in answer.text
        server.give(TOKEN, said("/tables"))
        assert "附表4-1" in sent(server, 2).text
        bot.send_signal(signal.SIGINT)
        assert bot.wait(timeout=PATIENCE) == 0, log.read_text()
    faults = contract().faults
    assert [fault for method, call in server.every_call() for fault in faults(method, call)] == []


def test_a_citizens_day_over_the_shipped_disclosure(server: Peer, tmp_path: Path) -> None:
    """Start link, asking back, button, picture (its bytes compared), follow-up, inline, chosen, edited."""
    log = tmp_path / "bot.log"
    given = {
        "WENZHANG_STATE_PLACE": str(tmp_path / "state.sqlite3"),
        "WENZHANG_TELEGRAM_QUESTIONS_AT_ONCE": "50",
    }
    with process([sys.executable, "-m", "bot", "bot"], log, **variables(server), **given):
        # Nothing is found inline: a button leads into the private chat, and its link asks there.
        server.give(TOKEN, inline("我的养老金什么时候发"))
        nothing = server.wait_for("answerInlineQuery")[0]
        assert nothing["results"] == [], log.read_text()
        server.give(TOKEN, said(f"/start {nothing['button']['start_parameter']}"))
        assert sent(server, 1).text.startswith("问：我的养老金什么时候发")

        # A question that may mean two things is asked back; a button chooses.
        server.give(TOKEN, said("满意度多少？"))
        back = sent(server, 2)
        assert back.text.startswith("您问的是哪一个？")
        server.give(TOKEN, press(back.buttons[0][1]))
        assert "%" in sent(server, 3).text

        # The answer's table comes as a picture: the same that is drawn here.
        asked = said("三公经费多少？")
        server.give(TOKEN, asked)
        answer = sent(server, 4)
        (see,) = [data for label, data in answer.every_button if label == "看原表"]
        server.give(TOKEN, press(see))
        first = server.wait_for("sendPhoto")[0]
        assert server.file(TOKEN, first["photo"]) == drawn("三公经费多少？")
        assert "附表4-7" in first["caption"]
        server.give(TOKEN, press(see))
        assert server.wait_for("sendPhoto", 2)[1]["photo"] == first["photo"], "uploaded once"

        server.give(TOKEN, said("那去年呢"))
        assert "2025" in sent(server, 5).text

        # Inline: an answer is chosen, and is kept as a question.
        server.give(TOKEN, inline("三公经费"))
        results = server.wait_for("answerInlineQuery", 2)[1]["results"]
        assert "0.00 万元" in results[0]["title"]
        chosen = {"result_id": results[0]["id"], "from": OTHER, "query": "三公经费"}
        server.give(TOKEN, update(chosen_inline_result=chosen))

        changed = asked["message"] | {"text": "编制多少人？", "edit_date": 1764000009}
        server.give(TOKEN, update(edited_message=changed))
        assert "46 人" in server.wait_for("editMessageText")[0]["text"]
    faults = contract().faults
    assert [fault for method, call in server.every_call() for fault in faults(method, call)] == []
    assert "Traceback" not in log.read_text()


def inline(text: str) -> dict[str, Any]:
    return update(inline_query={"id": "typed", "from": OTHER, "query": text, "offset": ""})


def drawn(question: str) -> bytes:
    answerer = Answerer.over()
    reply, _ = answerer.ask(question)
    return picture(Places().of(answerer.papers[0])[key_of(reply.citations[0])])


def contract() -> Contract:
    try:
        return Contract(schema())
    except UnavailableError:
        return Contract(None)  # tests/bot/telegram/test_telegram_published.py says that, and why
