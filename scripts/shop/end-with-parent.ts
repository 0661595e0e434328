// Loaded with --import into every part: when the command that started it is gone, however it went,
// the part ends as if asked to, and no port stays taken.

const end = (): void => void process.kill(process.pid, 'SIGTERM');
process.once('disconnect', end);
// it may be gone before this is read
if (process.connected === false) end();
// waiting for that must not keep the part alive
process.channel?.unref();
