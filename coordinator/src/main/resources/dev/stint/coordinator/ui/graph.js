'use strict';
/* The stage graph: what reads what, from left to right, with rows and bytes on the way. */
(() => {
  const { el, svg } = stint.dom;
  const { count, bytes, time, counted, known } = stint.format;

  const WIDTH = 212;
  const HEIGHT = 66;
  const GAP_X = 122;
  const GAP_Y = 26;

  const key = (edge) => (edge.table === null ? 's' + edge.fromStage : 't' + edge.toStage + ':' + edge.table);

  const nodesOf = (run) => {
    const nodes = new Map();
    run.stages.forEach((stage) => nodes.set('s' + stage.id, { stage, into: [], layer: 0, order: 0 }));
    run.edges.forEach((edge) => {
      if (edge.table !== null) {
        nodes.set(key(edge), { table: edge.table, into: [], layer: 0, order: 0 });
      }
    });
    run.edges.forEach((edge) => nodes.get('s' + edge.toStage).into.push({ from: nodes.get(key(edge)), edge }));
    return nodes;
  };

  const setLayers = (nodes) => {
    const depth = (node, seen) => {
      if (node.done || seen > 500) {
        return node.layer;
      }
      node.layer = node.into.reduce((most, { from }) => Math.max(most, depth(from, seen + 1) + 1), 0);
      node.done = true;
      return node.layer;
    };
    nodes.forEach((node) => depth(node, 0));
    // A table stands directly before its reader.
    nodes.forEach((node) => node.into.forEach(({ from }) => {
      if (from.table) {
        from.layer = node.layer - 1;
      }
    }));
  };

  // Rows so that edges cross little: each node beside the mean of what it reads, twice over.
  const place = (nodes) => {
    const layers = [];
    nodes.forEach((node) => (layers[node.layer] = layers[node.layer] || []).push(node));
    layers.forEach((layer) => layer.forEach((node, index) => { node.order = index; }));
    for (let round = 0; round < 4; round++) {
      layers.forEach((layer) => {
        layer.forEach((node) => {
          node.wish = node.into.length === 0
            ? node.order : node.into.reduce((sum, { from }) => sum + from.order, 0) / node.into.length;
        });
        layer.sort((a, b) => a.wish - b.wish).forEach((node, index) => { node.order = index; });
      });
    }
    const tallest = Math.max(...layers.map((layer) => layer.length));
    layers.forEach((layer, index) => layer.forEach((node, row) => {
      node.x = 4 + index * (WIDTH + GAP_X);
      node.y = 4 + (row + (tallest - layer.length) / 2) * (HEIGHT + GAP_Y);
    }));
    return { width: layers.length * (WIDTH + GAP_X) - GAP_X + 8, height: tallest * (HEIGHT + GAP_Y) - GAP_Y + 8 };
  };

  const cut = (text, length) => (text.length > length ? text.slice(0, length - 1) + '…' : text);

  const stageNode = (node, hot) => {
    const stage = node.stage;
    const share = stage.tasks === 0 ? (stage.state === 'done' ? 1 : 0) : stage.finishedTasks / stage.tasks;
    const took = stage.startMs < 0 || stage.endMs < 0 ? stage.state : time(stage.endMs - stage.startMs);
    const label = 'Stage ' + stage.id + ': ' + stage.title + ', ' + counted(stage.tasks, 'task') + ', ' + took;
    return svg('a', { href: '#stage-' + stage.id, class: 'node ' + stage.state + (hot ? ' hot' : ''), 'data-stage': stage.id, 'aria-label': label },
      svg('title', { text: stage.title }),
      svg('rect', { class: 'box', x: node.x, y: node.y, width: WIDTH, height: HEIGHT, rx: 6 }),
      svg('rect', { class: 'part', x: node.x + 10, y: node.y + HEIGHT - 9, width: (WIDTH - 20) * share, height: 3, rx: 1.5 }),
      svg('text', { x: node.x + 10, y: node.y + 21, class: 'what', text: cut(stage.id + '  ' + stage.title, 29) }),
      svg('text', { x: node.x + 10, y: node.y + 40, class: 'meta',
        text: counted(stage.tasks, 'task') + ' · ' + took + (stage.failedAttempts > 0 ? ' · ' + counted(stage.failedAttempts, 'failure') : '') }));
  };

  const tableNode = (node) => svg('g', { class: 'table' },
    svg('title', { text: node.table }),
    svg('rect', { x: node.x, y: node.y + 10, width: WIDTH, height: HEIGHT - 20, rx: 16 }),
    svg('text', { x: node.x + 14, y: node.y + HEIGHT / 2 + 4, text: cut(node.table, 29) }));

  const edgePath = (from, to, index, of) => {
    const x1 = from.x + WIDTH;
    const y1 = from.y + HEIGHT / 2;
    const x2 = to.x - 7;
    const y2 = to.y + HEIGHT * (index + 1) / (of + 1);
    const middle = (x1 + x2) / 2;
    return 'M' + x1 + ' ' + y1 + ' C' + middle + ' ' + y1 + ' ' + middle + ' ' + y2 + ' ' + x2 + ' ' + y2;
  };

  const draw = (run, hotStages) => {
    const nodes = nodesOf(run);
    setLayers(nodes);
    const size = place(nodes);
    const most = Math.max(1, ...run.edges.map((edge) => edge.bytes));
    const edges = [];
    const amounts = new Map();
    nodes.forEach((node) => node.into.forEach(({ from, edge }, index) => {
      const weight = edge.bytes <= 0 ? 1 : 1 + 5 * Math.sqrt(edge.bytes / most);
      edges.push(svg('path', { class: 'edge', d: edgePath(from, node, index, node.into.length), 'stroke-width': weight.toFixed(1) }));
      const y = node.y + HEIGHT * (index + 1) / (node.into.length + 1);
      edges.push(svg('path', { class: 'arrow', d: 'M' + (node.x - 8) + ' ' + (y - 4.5) + ' L' + (node.x - 1) + ' ' + y + ' L' + (node.x - 8) + ' ' + (y + 4.5) + ' Z' }));
      if (edge.rows >= 0 && !amounts.has(from)) {
        const x = from.x + WIDTH + 8;
        amounts.set(from, [
          svg('text', { class: 'amount', x, y: from.y + HEIGHT / 2 - 9, text: counted(edge.rows, 'row') }),
          svg('text', { class: 'amount', x, y: from.y + HEIGHT / 2 + 18, text: bytes(edge.bytes) + (edge.reading === 'broadcast' ? ', broadcast' : '') })]);
      }
    }));
    const boxes = [...nodes.values()].map((node) => (node.stage ? stageNode(node, hotStages.has(node.stage.id)) : tableNode(node)));
    return el('div', { class: 'graph scroll', tabindex: '0', role: 'group', 'aria-label': 'Stage graph; its numbers stand in the table of stages' },
      svg('svg', { width: size.width, height: size.height, viewBox: '0 0 ' + size.width + ' ' + size.height },
        edges, boxes, [...amounts.values()]));
  };

  stint.graph = { draw };
})();
