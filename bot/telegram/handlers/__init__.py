"""Updates → answers, one file a kind of update.

guard     what is let through at all, and how much of it a user
questions texts that ask
presses   buttons that ask
judging   buttons that judge an answer, and that call a person
staff     the staff's chat: replies, and commands of its own
looking   buttons that show the table an answer stands on, or the tables one by one
choosing  whose papers a chat asks about
inline    questions typed behind our name in any chat
edits     questions that were changed
commands  /start /help /tables /privacy /delete_my_data /q
others    what is no question
errors    what went wrong

Each handler is given the kit and what came (a message, a press), and returns nothing.
"""
