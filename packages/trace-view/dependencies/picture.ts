// From the service graph to boxes, labels and paths in pixels. The flow runs to the right where there is
// room, and downward on a narrow screen.

import { counted } from '../words/count.ts';
import { durationText } from '../words/duration.ts';
import { layeredLayout, type Point, type Size } from './layered-layout.ts';
import { errorRate, type GraphEdge, type GraphNode, rateText, type ServiceGraph } from './service-graph.ts';

export type Frame = { left: number; top: number; width: number; height: number };
export type DrawnNode = { node: GraphNode; frame: Frame };
export type DrawnEdge = {
  edge: GraphEdge;
  frame: Frame;
  lines: string[];
  path: string;
  arrow: string;
  thickness: number;
};
export type Picture = { width: number; height: number; nodes: DrawnNode[]; edges: DrawnEdge[] };

/** Below this width the picture runs downward. */
export const NARROW = 760;

const BOX_HEIGHT = 48;
const LABEL_LINE = 17;
/** The widest letters of 13 px and 12 px system fonts, on the average of a name. */
const NAME_LETTER = 7.8;
const LABEL_LETTER = 6.4;
const BOX_PADDING = 28;
const LABEL_PADDING = 14;
const NARROWEST_BOX = 116;
const WIDEST_BOX = 260;
const ARROW = 7;
/** Room is kept for numbers that grow while one looks: "99,999 calls", "p95 999.9 ms", "99.9 % failed". */
const MOST_CALLS_EXPECTED = 99_999;
const LETTERS_EXPECTED = 13;
const MOST_LABEL_LINES = 3;

export const kindText = ({ kind }: GraphNode): string =>
  kind === 'outside' ? 'sends no spans' : kind === 'service' ? '' : kind;

export const nodeText = (node: GraphNode): string =>
  [kindText(node), node.calls === 0 ? '' : counted(node.calls, 'call')]
    .filter(text => text !== '')
    .join(' · ');

const labelLines = (edge: GraphEdge): string[] => [
  counted(edge.calls, 'call'),
  `p95 ${durationText(edge.p95Micros)}`,
  ...(edge.errors === 0 ? [] : [`${rateText(errorRate(edge))} failed`]),
];

/**
 * Positions depend on who calls whom, never on how often or how long: a picture whose numbers change while it is
 * looked at stays where it is.
 */
export function pictureOf(graph: ServiceGraph, width: number): Picture {
  const down = width < NARROW;
  const turned = (size: { width: number; height: number }): Size =>
    down ? { along: size.height, across: size.width } : { along: size.width, across: size.height };
  const labels = new Map(graph.edges.map(edge => [edge, labelLines(edge)]));
  const { size, boxes, lines } = layeredLayout(
    graph.nodes.map(node => ({ id: node.id, size: turned(boxSize(node)) })),
    graph.edges.toSorted(byEnds).map(edge => ({
      from: edge.from,
      to: edge.to,
      label: turned(labelSize(labels.get(edge) ?? [])),
    })),
    down ? { along: 22, across: 8 } : { along: 30, across: 22 },
  );
  const frameOf = ({ along, across, size }: Point & { size: Size }): Frame =>
    down
      ? {
          left: across - size.across / 2,
          top: along - size.along / 2,
          width: size.across,
          height: size.along,
        }
      : {
          left: along - size.along / 2,
          top: across - size.across / 2,
          width: size.along,
          height: size.across,
        };
  const nodeById = new Map(graph.nodes.map(node => [node.id, node]));
  const edgeByEnds = new Map(graph.edges.map(edge => [`${edge.from}\n${edge.to}`, edge]));
  return {
    width: down ? size.across : size.along,
    height: down ? size.along : size.across,
    nodes: boxes.flatMap(box => {
      const node = nodeById.get(box.id);
      return node === undefined ? [] : [{ node, frame: frameOf(box) }];
    }),
    edges: lines.flatMap(({ from, to, label, points }) => {
      const edge = edgeByEnds.get(`${from}\n${to}`);
      if (edge === undefined) return [];
      return [
        {
          edge,
          frame: frameOf(label),
          lines: labels.get(edge) ?? [],
          path: pathOf(points, down),
          arrow: arrowOf(points, down),
          thickness: Math.min(6, 1.5 + Math.log10(edge.calls)),
        },
      ];
    }),
  };
}

const byEnds = (a: GraphEdge, b: GraphEdge): number => {
  if (a.from !== b.from) return a.from < b.from ? -1 : 1;
  return a.to < b.to ? -1 : 1;
};

const boxSize = (node: GraphNode) => {
  const text = nodeText({ ...node, calls: Math.max(node.calls, MOST_CALLS_EXPECTED) });
  const letters = Math.max(node.name.length * NAME_LETTER, text.length * LABEL_LETTER);
  return {
    width: Math.min(WIDEST_BOX, Math.max(NARROWEST_BOX, Math.ceil(letters + BOX_PADDING))),
    height: BOX_HEIGHT,
  };
};

const labelSize = (lines: readonly string[]) => ({
  width: Math.ceil(
    Math.max(LETTERS_EXPECTED, ...lines.map(line => line.length)) * LABEL_LETTER + LABEL_PADDING,
  ),
  height: MOST_LABEL_LINES * LABEL_LINE + 8,
});

const written = ({ along, across }: Point, down: boolean): string =>
  down ? `${round(across)} ${round(along)}` : `${round(along)} ${round(across)}`;

const round = (value: number): number => Math.round(value * 10) / 10;

/** Leaves and arrives along the flow; turns halfway. */
function pathOf(points: readonly Point[], down: boolean): string {
  const [first, ...rest] = arrowCutOff(points);
  if (first === undefined) return '';
  let path = `M${written(first, down)}`;
  let before = first;
  for (const point of rest) {
    const halfway = (before.along + point.along) / 2;
    path +=
      point.across === before.across
        ? `L${written(point, down)}`
        : `C${written({ along: halfway, across: before.across }, down)} ${written({ along: halfway, across: point.across }, down)} ${written(point, down)}`;
    before = point;
  }
  return path;
}

/** The line ends where its arrow begins, or a thick line would blunt the tip. */
function arrowCutOff(points: readonly Point[]): Point[] {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (tip === undefined || before === undefined) return [...points];
  const end = { ...tip, along: tip.along - Math.sign(tip.along - before.along) * ARROW };
  return [...points.slice(0, -1), end];
}

function arrowOf(points: readonly Point[], down: boolean): string {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (tip === undefined || before === undefined) return '';
  const back = tip.along - Math.sign(tip.along - before.along) * ARROW;
  const sides = [-ARROW * 0.6, ARROW * 0.6].map(aside =>
    written({ along: back, across: tip.across + aside }, down),
  );
  return `M${written(tip, down)}L${sides.join('L')}Z`;
}
