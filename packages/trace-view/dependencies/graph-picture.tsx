// The picture: lines are drawn, boxes are links and labels are buttons, so all of it is in the tab order
// and is read aloud as what it is.

import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Link } from '../app/navigation.tsx';
import { serviceColor } from '../style/service-color.ts';
import { isSameEdge, searchOf } from './edge.ts';
import { type DrawnNode, NARROW, nodeText, pictureOf } from './picture.ts';
import type { GraphEdge, ServiceGraph } from './service-graph.ts';
import './dependencies.css';

export type GraphPictureProps = {
  graph: ServiceGraph;
  chosen: GraphEdge | undefined;
  lookback: string;
  onChoose: (edge: GraphEdge | undefined) => void;
};

/** The middle of a box in the first layer: the picture runs down where it is narrow, else to the right. */
const startOf = (nodes: readonly DrawnNode[], width: number): number | undefined => {
  const along = width < NARROW ? 'top' : 'left';
  const [first] = nodes.toSorted((a, b) => a.frame[along] - b.frame[along]);
  return first && first.frame.left + first.frame.width / 2;
};

export const GraphPicture = ({ graph, chosen, lookback, onChoose }: GraphPictureProps) => {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    setWidth(element.clientWidth);
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const picture = useMemo(() => pictureOf(graph, width), [graph, width]);
  const start = startOf(picture.nodes, width);
  // where the picture is wider than its frame, it begins at the box that stands first
  useLayoutEffect(() => {
    const element = frame.current;
    if (element !== null && start !== undefined) element.scrollLeft = start - element.clientWidth / 2;
  }, [start]);
  const names = useMemo(() => new Map(graph.nodes.map(({ id, name }) => [id, name])), [graph]);
  return (
    <section className="graph-frame" ref={frame} aria-label="Picture of the service graph">
      <div className="graph-picture" style={{ width: picture.width, height: picture.height }}>
        <svg width={picture.width} height={picture.height} aria-hidden="true">
          {picture.edges.map(({ edge, path, arrow, thickness }) => {
            const mark = `${edge.errors > 0 ? ' graph-failing' : ''}${isSameEdge(edge, chosen) ? ' graph-chosen' : ''}`;
            return (
              <g key={`${edge.from}\n${edge.to}`} className={`graph-line${mark}`}>
                <path d={path} fill="none" strokeWidth={thickness} />
                <path d={arrow} className="graph-arrow" />
              </g>
            );
          })}
        </svg>
        {picture.nodes.map(({ node, frame }) => (
          <Link
            key={node.id}
            className={`graph-node graph-${node.kind}`}
            href={searchOf(node, graph, lookback)}
            style={{
              ...frame,
              borderInlineStartColor: node.kind === 'service' ? serviceColor(node.name) : undefined,
            }}
            title={node.name}
          >
            <span className="graph-name">{node.name === '' ? '(no service name)' : node.name}</span>
            <span className="graph-about">{nodeText(node)}</span>
          </Link>
        ))}
        {picture.edges.map(({ edge, frame, lines }) => (
          <button
            key={`${edge.from}\n${edge.to}`}
            type="button"
            className="graph-label"
            style={frame}
            aria-pressed={isSameEdge(edge, chosen)}
            onClick={() => onChoose(isSameEdge(edge, chosen) ? undefined : edge)}
          >
            <span className="visually-hidden">
              {names.get(edge.from)} calls {names.get(edge.to)}:{' '}
            </span>
            {lines.map((line, at) => (
              <span key={line} className={at === 2 ? 'graph-failed' : undefined}>
                {line}
                <span className="visually-hidden">{at < lines.length - 1 ? ', ' : ''}</span>
              </span>
            ))}
          </button>
        ))}
      </div>
    </section>
  );
};
