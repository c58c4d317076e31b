"""The Telegram application: a chat's updates in, cited answers out.

settings   what may be set, and how the token is guarded
service    what is asked of the engine, as a protocol
texts      every sentence that is ours to say, from texts.toml
markup     styled paragraphs: escaping, length as Telegram counts it, splitting
rendering  a reply → the messages that show it
buttons    a reply's options → buttons, each holding a short token
fleeting   what is remembered only while the process runs
work       the update in hand, and what is to be written down because of it
memory     what is remembered in the state, and outlives the process
links      what links into our chat lead to
writing    work with the state, off the event loop
asking     questions asked of the engine, off the event loop
pacing     how fast messages may leave
addressing which messages are meant for us, and what they ask
pictures   a picture into a chat, drawn once
sending    the only module that sends
kit        everything a handler works with
answering  one question asked of the engine and its answer sent
handlers/  updates → the above, a file a kind of update
app        the wiring
profile    the command menu and the descriptions
requests   requests to Telegram, watched
direct     those without files, by a way of our own
lines      the connections that they go through
health     whether polling still lives
locking    one bot a token on a machine
logs       what is logged: no token, no user's words
polling    the process: settings → exit code
webhook    the same, where Telegram sends its updates to us

Importing this package, or its settings, loads no Telegram library.
"""
