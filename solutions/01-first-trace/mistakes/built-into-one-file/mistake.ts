import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: "The gateway's routes were built into one file with esbuild, to ship less.",
  cause: 'bundled',
  task: 1,
  bundle: ['api-gateway/routes.ts'],
};

export default mistake;
