// Loaded into npm: when the command that started the install is gone (kill -9, a crash), the install ends
// too, with the scripts it runs. Otherwise it would go on writing into the folder the next install cleans.

process.once('disconnect', () => {
  try {
    process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL');
  } catch {
    process.exit(1);
  }
});
// waiting for that must not keep npm alive
process.channel?.unref();
