import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { copyWorkshop, type Workshop } from './workshop-copy.ts';

type Report = { problems: { level: string; code: string; message: string; fix: string }[] };

const examine = async (workshop: Workshop, env: Record<string, string> = {}) => {
  const doctor = workshop.run('doctor', ['--json'], env);
  const code = await doctor.exited;
  const report: Report = JSON.parse(doctor.output());
  return { code, problems: report.problems };
};

test('a sound machine has nothing in the way, and the exit code says so', async context => {
  const workshop = await copyWorkshop(context);
  const { code, problems } = await examine(workshop);
  assert.deepEqual(
    problems.filter(({ level }) => level === 'block'),
    [],
  );
  assert.equal(code, 0);
});

test('every problem says what was seen and how to mend it', async context => {
  const workshop = await copyWorkshop(context);
  // it reads what comes, or it would never see that the doctor has hung up
  const stranger = createServer(socket => void socket.resume());
  await new Promise<void>(resolve => stranger.listen(workshop.ports.UI_PORT, '127.0.0.1', resolve));
  context.after(() => new Promise<void>(resolve => void stranger.close(() => resolve())));
  const { code, problems } = await examine(workshop, {
    HTTP_PROXY: 'http://proxy.example:3128',
    NO_PROXY: '',
    OTEL_TRACES_EXPORTER: 'none',
    OTEL_SERVICE_NAME: 'left-over',
  });
  assert.equal(code, 1);
  const found = new Map(problems.map(problem => [problem.code, problem]));
  assert.match(
    found.get('port-taken')?.message ?? '',
    new RegExp(`Port ${workshop.ports.UI_PORT} .*process ${process.pid}`),
  );
  assert.match(found.get('port-taken')?.fix ?? '', /UI_PORT=\d+ npm start/);
  assert.match(found.get('proxy-for-localhost')?.fix ?? '', /NO_PROXY=localhost/);
  assert.equal(found.get('otel-silenced')?.fix, 'unset OTEL_TRACES_EXPORTER');
  assert.equal(found.get('otel-left-over')?.level, 'warn');
});

test('a package that is not as the lock says is named', async context => {
  const workshop = await copyWorkshop(context);
  const path = `${workshop.folder}/package.json`;
  writeFileSync(path, readFileSync(path, 'utf8').replace(/"express": "[^"]+"/, '"express": "0.0.1"'));
  const { code, problems } = await examine(workshop);
  assert.equal(code, 1);
  assert.match(
    problems.find(problem => problem.code === 'install-broken')?.message ?? '',
    /express is .*, not 0\.0\.1/,
  );
});

test('an older Jaeger without /api/v3 is recognized', async context => {
  const workshop = await copyWorkshop(context);
  const jaeger = createHttpServer((request, response) => {
    const isOld = request.url === '/api/services';
    response.statusCode = isOld ? 200 : 404;
    response
      .setHeader('content-type', isOld ? 'application/json' : 'text/plain')
      .end(isOld ? '{"data":[],"total":0,"limit":0,"offset":0,"errors":null}' : '');
  });
  await new Promise<void>(resolve => jaeger.listen(workshop.ports.UI_PORT, 'localhost', resolve));
  context.after(() => {
    jaeger.closeAllConnections();
    jaeger.close();
  });
  const { problems } = await examine(workshop);
  assert.ok(problems.some(problem => problem.code === 'jaeger-old'));
});

test('a probe of nothing says that nothing listens, and ends with 1', async context => {
  const workshop = await copyWorkshop(context);
  const probe = workshop.run('doctor', ['--probe', `http://localhost:${workshop.ports.OTLP_HTTP_PORT}`]);
  assert.equal(await probe.exited, 1);
  assert.match(probe.output(), /Nothing listens at localhost:\d+\.\n→ /);
});

test('an option the doctor does not know is said in one line, with those it knows', async context => {
  const workshop = await copyWorkshop(context);
  const doctor = workshop.run('doctor', ['--cure']);
  assert.equal(await doctor.exited, 2);
  assert.match(doctor.output(), /Unknown option '--cure'\.\nUse: npm run doctor/);
});
