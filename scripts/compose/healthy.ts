// A container's health check: `node scripts/compose/healthy.ts URL…`. Each address must answer 200.

const WITHIN_MS = 3_000;

const complaint = async (url: string): Promise<string | undefined> => {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(WITHIN_MS) });
    const text = await answer.text();
    return answer.ok ? undefined : `${url} answered ${answer.status}. ${text.slice(0, 200)}`;
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    return `${url} does not answer. ${cause instanceof Error ? cause.message : String(cause)}`;
  }
};

const complaints = (await Promise.all(process.argv.slice(2).map(complaint))).filter(one => one !== undefined);
if (complaints.length > 0) {
  console.error(complaints.join('\n'));
  process.exitCode = 1;
}
