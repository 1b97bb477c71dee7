/** A route drawn from top to bottom. Loaded when a page first draws one. */
import { useComputedColorScheme } from '@mantine/core';
import { type Edge, Handle, MarkerType, type Node, type NodeProps, Position, ReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import type { DrawnRouteOf, RouteBox } from './route.ts';

const width = 200;
const gap = 20;
const rowGap = 44;
const lineHeight = 18;
const headHeight = 42;
const mostLines = 4;

type BoxNode = Node<{ readonly box: RouteBox }, 'box'>;

const heightOf = ({ lines }: RouteBox): number => headHeight + Math.min(lines.length, mostLines) * lineHeight;

function Box({ data: { box } }: NodeProps<BoxNode>) {
  return (
    <div className="m-route-box" data-tone={box.tone} style={{ width, height: heightOf(box) }}>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <strong title={box.title}>{box.title}</strong>
      {box.lines.slice(0, mostLines).map((line, index) => (
        <span key={index} title={line}>
          {index === mostLines - 1 && box.lines.length > mostLines
            ? `+${String(box.lines.length - mostLines + 1)}`
            : line}
        </span>
      ))}
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </div>
  );
}

const nodeTypes = { box: Box };

export function RoutePicture({ route, label }: { route: DrawnRouteOf; label: string }) {
  const scheme = useComputedColorScheme();
  const rows = [[route.start], ...route.stages, [route.end]];
  const nodes: BoxNode[] = [];
  const edges: Edge[] = [];
  let top = 0;
  for (const [row, boxes] of rows.entries()) {
    const left = -(boxes.length * (width + gap) - gap) / 2;
    for (const [column, box] of boxes.entries()) {
      const id = `${String(row)}-${String(column)}`;
      nodes.push({ id, type: 'box', position: { x: left + column * (width + gap), y: top }, data: { box } });
      for (const before of rows[row - 1]?.keys() ?? []) {
        const source = `${String(row - 1)}-${String(before)}`;
        edges.push({
          id: `${source}>${id}`,
          source,
          target: id,
          type: 'smoothstep',
          markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16 },
        });
      }
    }
    top += Math.max(...boxes.map(heightOf)) + rowGap;
  }
  // Drawn anew when its shape changes, so that it always fits.
  const shape = rows.map((boxes) => boxes.map(heightOf).join(',')).join('/');
  return (
    <div className="m-route" role="img" aria-label={label} style={{ height: top - rowGap + 24 }}>
      <ReactFlow
        key={shape}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        colorMode={scheme}
        fitView
        fitViewOptions={{ padding: '12px', maxZoom: 1 }}
        minZoom={0.2}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        panOnDrag={false}
        zoomOnScroll={false}
        zoomOnPinch={false}
        zoomOnDoubleClick={false}
        preventScrolling={false}
        proOptions={{ hideAttribution: true }}
      />
    </div>
  );
}
