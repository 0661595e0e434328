// The hook that lets instrumentations step in while an ES module is loaded, as a tracing.ts may register it.

import { type Call, callsTo, type Source } from '../../source/source.ts';

const HOOK_MODULES = /import-in-the-middle|instrumentation\/hook\.mjs|auto-instrumentations-node/;

/** `register({ … })` of import-in-the-middle, or `module.register('…/hook.mjs', …)`. */
export const hookCalls = (source: Source): Call[] =>
  HOOK_MODULES.test(source.text) ? callsTo(source, 'register', 'registerHooks') : [];

export const registersHook = (source: Source): boolean =>
  hookCalls(source).length > 0 ||
  // importing hook.mjs by itself does nothing: it waits to be registered
  source.imports.some(
    node => node.specifiers.length === 0 && /auto-instrumentations-node/.test(String(node.source.value)),
  );

/** The modules named by `include`, or undefined when it takes all. */
export const includedIn = (source: Source, call: Call): string[] | undefined => {
  const text = source.text.slice(call.node.start, call.node.end);
  const [, list] = /\binclude:\s*\[([^\]]*)\]/.exec(text) ?? [];
  return (
    list?.match(/['"`][^'"`]+['"`]/g)?.map(quoted => quoted.slice(1, -1)) ??
    (list === undefined ? undefined : [])
  );
};
