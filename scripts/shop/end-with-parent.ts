// Loaded with --import into every part: when the command that started it is gone, however it went,
// the part ends as if asked to, and no port stays taken.

process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// waiting for that must not keep the part alive
process.channel?.unref();
