"""A private chat: every text is a question, and its answer shows what it stands on."""

from __future__ import annotations

import pytest

from bot.reply import Parts, Reply
from tests.bot.telegram.bench import Bench, MakeBench
from tests.bot.telegram.replies import Engine, answered, readings
from tests.bot.telegram.updates import OTHER, USER, Json, said, update

WHOLE = """\
0.00 万元（2026 年，没有安排）
因公出国（境）费 0.00，公务接待费 0.00
原文：“2026 年没有“三公”经费支出安排。”

⚠️ 注意：原文此处写作“20254 年”，按 2025 年理解。

依据
① 附表4-7《一般公共预算“三公”经费支出表》 · 合计 · 2026年预算数 · 第 120 行
② 第三部分 / 七 · 第 395 行"""


async def test_an_answer_reads_as_a_person_wants_it(bench: Bench) -> None:
    await bench.give(said("三公经费多少？"))
    assert bench.engine.asked == [("三公经费多少？", None)]
    assert [call.method for call in bench.recorder.calls] == ["sendMessage"]
    assert bench.recorder.last.text == WHOLE


async def test_its_figure_is_bold_its_source_quoted_its_link_previews_off(bench: Bench) -> None:
    await bench.give(said("三公经费多少？"))
    parameters = bench.recorder.last.parameters
    assert parameters["text"].startswith("<b>0.00 万元</b>（2026 年，没有安排）\n")
    assert "<blockquote>原文：“2026 年没有“三公”经费支出安排。”</blockquote>" in parameters["text"]
    assert parameters["parse_mode"] == "HTML"
    assert parameters["link_preview_options"] == {"is_disabled": True}
    assert "reply_parameters" not in parameters, "in private an answer needs no reply"


async def test_next_questions_are_buttons(bench: Bench) -> None:
    await bench.give(said("三公经费多少？"))
    assert [label for label, _ in bench.recorder.last.buttons] == ["公务用车有几辆？", "那去年呢？"]


async def test_readings_are_buttons_and_the_question_back_is_not_bold(
    make_bench: MakeBench,
) -> None:
    bench = await make_bench(Engine(readings))
    await bench.give(said("三公呢"))
    assert bench.recorder.last.parameters["text"] == "您问的是哪一个？"
    assert [label for label, _ in bench.recorder.last.buttons] == [
        "三公经费支出总额是多少？",
        "公务接待费是多少？",
    ]


async def test_the_next_question_gets_what_the_last_left(bench: Bench) -> None:
    await bench.give(said("三公经费多少？"), said("那去年呢"))
    assert bench.engine.asked[1] == ("那去年呢", ("三公经费多少？",))


async def test_a_conversation_is_forgotten_in_time(make_bench: MakeBench) -> None:
    bench = await make_bench(conversation_minutes=2)
    await bench.give(said("三公经费多少？"))
    bench.clock.now += 119
    await bench.give(said("那去年呢"))
    assert bench.engine.asked[-1][1] == ("三公经费多少？",)
    bench.clock.now += 121
    await bench.give(said("前年呢"))
    assert bench.engine.asked[-1] == ("前年呢", None)


async def test_conversations_never_cross_users(bench: Bench) -> None:
    there = {"id": 43, "type": "private", "first_name": "李"}
    await bench.give(said("三公经费多少？"), said("那去年呢", **{"chat": there, "from": OTHER}))
    assert bench.engine.asked[1] == ("那去年呢", None)
    assert bench.recorder.last.parameters["chat_id"] == 43


async def test_an_update_that_comes_twice_is_answered_once(bench: Bench) -> None:
    same = said("三公经费多少？")
    await bench.give(same, same)
    await bench.give_at_once(same, same)
    assert len(bench.recorder.sent) == 1


async def test_answers_keep_the_order_of_questions(make_bench: MakeBench) -> None:
    def by_length(question: str) -> Reply:
        return Reply(
            question=question, status="answered", text=question, parts=Parts(headline=question)
        )

    bench = await make_bench(Engine(by_length, slow=0.02))
    asked = [f"第{number}问" for number in "一二三四五"]
    await bench.give_at_once(*(said(question) for question in asked))
    assert [call.text for call in bench.recorder.sent] == asked


async def test_a_slow_chat_keeps_no_other_waiting(make_bench: MakeBench) -> None:
    engine = Engine()
    bench = await make_bench(engine)
    order: list[int] = []
    bench.recorder.before = lambda call: order.append(call.parameters.get("chat_id", 0))

    def ask(question: str) -> Reply:
        engine.slow = 0.0 if question == "快" else 0.3
        return answered(question)

    engine.reply = ask
    engine.slow = 0.3
    there = {"id": 43, "type": "private", "first_name": "李"}
    slow = [said("慢") for _ in range(3)]
    await bench.give_at_once(*slow, said("快", **{"chat": there, "from": OTHER}))
    assert order.index(43) < 2, "the other chat's answer came before the slow chat's second"


async def test_who_asks_too_fast_is_told_once_and_then_left_unanswered(
    make_bench: MakeBench,
) -> None:
    bench = await make_bench(questions_at_once=2, questions_per_minute=6)
    await bench.give(*(said(f"问{number}") for number in range(5)))
    assert [call.text[:9] for call in bench.recorder.sent[:2]] == ["0.00 万元（2"] * 2
    assert [call.text for call in bench.recorder.sent[2:]] == [
        "您问得太快了，我歇一下。请过 10 秒再问，这期间的消息我不会回答。"
    ]
    bench.clock.now += 10
    await bench.give(said("现在呢"))
    assert bench.engine.asked[-1][0] == "现在呢"


async def test_one_users_haste_is_not_anothers(make_bench: MakeBench) -> None:
    bench = await make_bench(questions_at_once=1, questions_per_minute=6)
    there = {"id": 43, "type": "private", "first_name": "李"}
    await bench.give(said("一"), said("二"), said("三", **{"chat": there, "from": OTHER}))
    assert [question for question, _ in bench.engine.asked] == ["一", "三"]


@pytest.mark.parametrize("text", ["\u200b\u200b", " \n ", "\u3164", "\ufeff"])
async def test_a_text_with_nothing_to_see_asks_for_a_question(bench: Bench, text: str) -> None:
    await bench.give(said(text))
    assert bench.engine.asked == []
    assert "请在后面写上问题" in bench.recorder.last.text


async def test_a_question_of_4096_characters_is_turned_down_with_its_length(bench: Bench) -> None:
    await bench.give(said("预" * 4096))
    assert bench.engine.asked == []
    assert bench.recorder.last.text == (
        "这个问题有 4096 字，太长了，最多 500 字。请用一两句话问，一次问一件事。"
    )


async def test_a_long_answer_comes_in_several_messages_with_the_buttons_last(
    make_bench: MakeBench,
) -> None:
    def long(question: str) -> Reply:
        parts = Parts(
            headline="共 300 项", lines=tuple(f"第 {n} 项：<{'项' * 20}>" for n in range(300))
        )
        return answered(question).model_copy(update={"parts": parts})

    bench = await make_bench(Engine(long))
    await bench.give(said("有哪些项目"))
    assert len(bench.recorder.sent) > 1
    assert [bool(call.buttons) for call in bench.recorder.sent] == [False] * (
        len(bench.recorder.sent) - 1
    ) + [True]
    assert sum(call.text.count("项：") for call in bench.recorder.sent) == 300


async def test_an_answer_without_end_is_cut_and_says_so(make_bench: MakeBench) -> None:
    def endless(question: str) -> Reply:
        parts = Parts(headline="很多", lines=tuple("项" * 4000 for _ in range(20)))
        return answered(question).model_copy(update={"parts": parts})

    bench = await make_bench(Engine(endless), answer_messages=3)
    await bench.give(said("有哪些项目"))
    assert len(bench.recorder.sent) == 3
    assert bench.recorder.last.text.startswith("……回答太长，中间略去一部分。")
    assert "⚠️ 注意" in bench.recorder.last.text
    assert "① 附表4-7" in bench.recorder.last.text


async def test_typing_is_shown_where_an_answer_takes_time(
    make_bench: MakeBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.answering.TYPING_AFTER", 0.01)
    bench = await make_bench(Engine(slow=0.1))
    await bench.give(said("三公经费多少？"))
    assert [call.method for call in bench.recorder.calls] == ["sendChatAction", "sendMessage"]
    assert bench.recorder.calls[0].parameters["action"] == "typing"


PICTURE = [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]
NO_TEXT: Json = {
    "sticker": {
        "file_id": "f",
        "file_unique_id": "u",
        "type": "regular",
        "width": 9,
        "height": 9,
        "is_animated": False,
        "is_video": False,
    },
    "photo": PICTURE,
    "voice": {"file_id": "f", "file_unique_id": "u", "duration": 1},
    "location": {"latitude": 30.5, "longitude": 114.3},
    "document": {"file_id": "f", "file_unique_id": "u"},
    "contact": {"phone_number": "1", "first_name": "王"},
    "dice": {"emoji": "🎲", "value": 3},
}


@pytest.mark.parametrize("kind", NO_TEXT)
async def test_what_is_no_text_gets_one_friendly_hint(bench: Bench, kind: str) -> None:
    await bench.give(said(**{kind: NO_TEXT[kind]}))
    assert [call.text[:9] for call in bench.recorder.sent] == ["我只看得懂文字。请"]
    assert bench.engine.asked == []


async def test_an_album_gets_one_hint_in_all(bench: Bench) -> None:
    await bench.give(*(said(photo=PICTURE, media_group_id="album") for _ in range(4)))
    assert len(bench.recorder.sent) == 1


async def test_service_messages_get_silence(bench: Bench) -> None:
    pinned = {"message_id": 1, "date": 1, "chat": {"id": 42, "type": "private"}, "text": "旧"}
    await bench.give(
        said(pinned_message=pinned),
        said(message_auto_delete_timer_changed={"message_auto_delete_time": 9}),
    )
    assert bench.recorder.calls == []


async def test_bots_and_what_was_sent_by_way_of_bots_get_silence(bench: Bench) -> None:
    machine = {"id": 99, "is_bot": True, "first_name": "别的机器人"}
    await bench.give(
        said("三公经费多少？", **{"from": machine}), said("三公经费多少？", via_bot=machine)
    )
    assert bench.recorder.calls == []


async def test_a_channels_posts_get_silence(bench: Bench) -> None:
    channel = {"id": -100999, "type": "channel", "title": "某频道"}
    post = {
        "message_id": 5,
        "date": 1,
        "chat": channel,
        "sender_chat": channel,
        "text": "三公经费多少？",
    }
    await bench.give(update(channel_post=post), update(edited_channel_post=post))
    assert bench.recorder.calls == []


async def test_a_forwarded_question_is_a_question(bench: Bench) -> None:
    origin = {"type": "user", "date": 1, "sender_user": OTHER}
    await bench.give(said("编制多少人？", forward_origin=origin, **{"from": USER}))
    assert bench.engine.asked == [("编制多少人？", None)]


def greeted(question: str) -> Reply:
    """Given a greeting, return it."""
    told = "您好！想查哪一项？"
    return Reply(
        question=question,
        status="out_of_scope",
        text=told,
        options=("三公经费多少？",),
        parts=Parts(headline=told, refusal="chat", word="你好"),
    )


async def test_a_greeting_is_returned_with_nothing_to_judge(make_bench: MakeBench) -> None:
    bench = await make_bench(Engine(greeted))
    await bench.give(said("你好"))
    assert [label for label, _ in bench.recorder.last.every_button] == ["三公经费多少？"]


async def test_under_a_greeting_a_person_can_still_be_called(make_bench: MakeBench) -> None:
    bench = await make_bench(Engine(greeted), staff_chat=-100500)
    await bench.give(said("有人吗"))
    _, person = [label for label, _ in bench.recorder.last.every_button]
    assert person == bench.kit.texts.judging.person


async def test_where_nothing_is_left_no_buttons_stand(make_bench: MakeBench) -> None:
    bench = await make_bench(
        Engine(lambda asked: greeted(asked).model_copy(update={"options": ()}))
    )
    await bench.give(said("谢谢"))
    assert bench.recorder.last.every_button == []
    assert bench.recorder.last.parameters.get("reply_markup") is None
