"""The commands, one file each; `parser` speaks Chinese, `failures` says what an exit code means."""
