// An error went through a span, and the span was told nothing at all.

import { sourcesOf } from '../../case.ts';
import { whereStarted } from '../../source/span-calls.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, explainAll, ofKind } from '../cause.ts';

const toldNothing = ({ match, rule, spans: [span] }: Symptom): boolean =>
  match?.name !== undefined &&
  match.kind !== 'server' &&
  rule.rule === 'span' &&
  rule.exception === true &&
  span?.status.code === 'unset' &&
  !span.events.some(event => event.name === 'exception');

export const failureNotTold: Cause = {
  id: 'failure-not-told',
  title: 'A span that was not told of the failure',
  family: 'meaning',
  seen: 'The step failed, and its span looks like any good one: no status, no exception.',
  why: 'A span made by hand knows what it is told. `startActiveSpan` does not watch for errors, and what is recorded on a span above or below stays there.',
  fix: 'Catch the error where the span is, tell the span, and throw it on:\n\n```ts\n} catch (error) {\n  span.recordException(error);\n  span.setStatus({ code: SpanStatusCode.ERROR });\n  throw error;\n}\n```',
  lesson: '/lessons/events-and-errors',
  explain: (symptoms, seen) => {
    const covers = ofKind(symptoms, 'status-not-error', 'no-exception').filter(toldNothing);
    const [first] = covers;
    const [span] = first?.spans ?? [];
    const recorded = first?.request?.spans.find(
      one => one !== span && one.events.some(event => event.name === 'exception'),
    );
    return explainAll(covers, {
      saw: `${first?.request?.name} failed in "${span?.name}", and that span has neither the status error nor an exception.${recorded ? ` The exception is on "${recorded.name}".` : ''}`,
      message: 'A span made by hand knows what it is told. Nobody told it that its step failed.',
      next: 'In a catch beside the try of this span: recordException, setStatus with ERROR, and throw the error on.',
      where: first?.service && span && whereStarted(sourcesOf(seen, first.service), span.name),
    });
  },
};
