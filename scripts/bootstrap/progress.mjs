// A long step says what it does and how long it has taken: one calm line on a terminal,
// a plain line now and then elsewhere. It goes to stderr, so that stdout stays the command's own.

const REDRAW_MS = 200;
const PLAIN_EVERY_MS = 15_000;

const seconds = since => `${Math.round((Date.now() - since) / 1000)} s`;

/** @param {string} title @param {NodeJS.WriteStream} stream */
export const showProgress = (title, stream = process.stderr) => {
  const since = Date.now();
  const calm = stream.isTTY && process.env.TERM !== 'dumb';
  const draw = () => {
    const line = `${title} … ${seconds(since)}`;
    if (calm) stream.write(`\r\u001b[2K${line.slice(0, Math.max(20, (stream.columns ?? 80) - 1))}`);
    else stream.write(`${line}\n`);
  };
  if (calm) draw();
  else stream.write(`${title} …\n`);
  const timer = setInterval(draw, calm ? REDRAW_MS : PLAIN_EVERY_MS);
  return {
    /** @param {string} outcome */
    end: outcome => {
      clearInterval(timer);
      stream.write(`${calm ? '\r\u001b[2K' : ''}${outcome} (${seconds(since)})\n`);
    },
  };
};

/**
 * Runs `cleanUp` when the command is ended from outside while a step is under way, then ends with the usual code.
 * @param {() => void} cleanUp
 * @returns {() => void} forget it
 */
export const onInterrupt = cleanUp => {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
  const handlers = Object.entries(codes).map(([signal, code]) => {
    const handler = () => {
      cleanUp();
      process.exitCode = code;
      // the other handlers of the same signal come first
      setImmediate(() => process.exit(code));
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => {
    for (const forget of handlers) forget();
  };
};
