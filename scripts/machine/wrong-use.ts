/** An option a command does not know is said in one line, with the options there are. Other errors go on. */
export const wrongUse = (error: unknown, usage: string): number => {
  const isOption =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (!isOption) throw error;
  process.stderr.write(`${error.message.split('. ')[0]}.\nUse: ${usage}\n`);
  return 2;
};
