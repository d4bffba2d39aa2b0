'use strict';
/* The stage graph: what reads what, from left to right, with rows and bytes on the way. */
(() => {
  const { el, svg } = stint.dom;
  const { count, bytes, time, counted, known } = stint.format;

  const WIDTH = 200;
  const HEIGHT = 76;
  const TABLE_HEIGHT = 40;
  const BEND_HEIGHT = 30;
  const GAP_X = 108;
  const GAP_Y = 22;

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

  // An edge over several layers bends around what stands between: it has a place in each of them.
  const addBends = (nodes) => {
    let bends = 0;
    [...nodes.values()].forEach((node) => node.into.forEach((way) => {
      way.bends = [];
      let before = way.from;
      for (let layer = way.from.layer + 1; layer < node.layer; layer++) {
        const bend = { bend: true, into: [{ from: before, bends: [] }], layer, order: 0 };
        nodes.set('b' + bends++, bend);
        way.bends.push(bend);
        before = bend;
      }
      way.last = before;
    }));
  };

  const heightOf = (node) => (node.bend ? BEND_HEIGHT : node.table ? TABLE_HEIGHT : HEIGHT);

  // Rows so that edges cross little: each node beside the mean of what it reads, some times over.
  const place = (nodes) => {
    const layers = [];
    nodes.forEach((node) => (layers[node.layer] = layers[node.layer] || []).push(node));
    layers.forEach((layer) => layer.forEach((node, index) => { node.order = index / layer.length; }));
    for (let round = 0; round < 4; round++) {
      layers.forEach((layer) => {
        layer.forEach((node) => {
          node.wish = node.into.length === 0
            ? node.order : node.into.reduce((sum, way) => sum + (way.last || way.from).order, 0) / node.into.length;
        });
        layer.sort((a, b) => a.wish - b.wish).forEach((node, index) => { node.order = (index + 0.5) / layer.length; });
      });
    }
    const heights = layers.map((layer) => layer.reduce((sum, node) => sum + heightOf(node) + GAP_Y, -GAP_Y));
    const tallest = Math.max(...heights);
    layers.forEach((layer, index) => {
      let y = 4 + (tallest - heights[index]) / 2;
      layer.forEach((node) => {
        node.x = 4 + index * (WIDTH + GAP_X);
        node.y = y;
        node.height = heightOf(node);
        y += node.height + GAP_Y;
      });
    });
    return { width: layers.length * (WIDTH + GAP_X) - GAP_X + 8, height: tallest + 8 };
  };

  const cut = (text, length) => (text.length > length ? text.slice(0, length - 1) + '…' : text);

  // Two lines of words, the second cut where it is too long.
  const twoLines = (text, length) => {
    if (text.length <= length) {
      return [text];
    }
    const at = text.lastIndexOf(' ', length);
    return at < length / 3 ? [text.slice(0, length), cut(text.slice(length), length)] : [text.slice(0, at), cut(text.slice(at + 1), length)];
  };

  const stageNode = (node, hot) => {
    const stage = node.stage;
    const share = stage.tasks === 0 ? (stage.state === 'done' ? 1 : 0) : stage.finishedTasks / stage.tasks;
    const took = stage.startMs < 0 || stage.endMs < 0 ? stage.state : time(stage.endMs - stage.startMs);
    const label = 'Stage ' + stage.id + ': ' + stage.title + ', ' + counted(stage.tasks, 'task') + ', ' + took;
    return svg('a', { href: '#stage-' + stage.id, class: 'node ' + stage.state + (hot ? ' hot' : ''), 'data-stage': stage.id, 'aria-label': label },
      svg('title', { text: stage.title }),
      svg('rect', { class: 'box', x: node.x, y: node.y, width: WIDTH, height: HEIGHT, rx: 6 }),
      svg('rect', { class: 'part', x: node.x + 10, y: node.y + HEIGHT - 9, width: (WIDTH - 20) * share, height: 3, rx: 1.5 }),
      twoLines(stage.id + '  ' + stage.title, 25).map((line, index) => svg('text', { x: node.x + 10, y: node.y + 20 + index * 16, class: 'what', text: line })),
      svg('text', { x: node.x + 10, y: node.y + 56, class: 'meta',
        text: counted(stage.tasks, 'task') + ' · ' + took + (stage.failedAttempts > 0 ? ' · ' + counted(stage.failedAttempts, 'failure') : '') }));
  };

  const tableNode = (node) => svg('g', { class: 'table' },
    svg('title', { text: node.table }),
    svg('rect', { x: node.x, y: node.y, width: WIDTH, height: TABLE_HEIGHT, rx: 16 }),
    svg('text', { x: node.x + 14, y: node.y + TABLE_HEIGHT / 2 + 4, text: cut(node.table, 25) }));

  const curve = (x1, y1, x2, y2) => ' C' + (x1 + x2) / 2 + ' ' + y1 + ' ' + (x1 + x2) / 2 + ' ' + y2 + ' ' + x2 + ' ' + y2;

  const edgePath = (way, to, arriveY) => {
    let x = way.from.x + WIDTH;
    let y = way.from.y + way.from.height / 2;
    let path = 'M' + x + ' ' + y;
    way.bends.forEach((bend) => {
      const bendY = bend.y + bend.height / 2;
      path += curve(x, y, bend.x, bendY) + ' L' + (bend.x + WIDTH) + ' ' + bendY;
      x = bend.x + WIDTH;
      y = bendY;
    });
    return path + curve(x, y, to.x - 7, arriveY);
  };

  const draw = (run, hotStages) => {
    const nodes = nodesOf(run);
    setLayers(nodes);
    addBends(nodes);
    const size = place(nodes);
    const most = Math.max(1, ...run.edges.map((edge) => edge.bytes));
    const edges = [];
    const amounts = new Map();
    nodes.forEach((node) => node.into.filter((way) => way.edge).forEach((way, index, all) => {
      const { from, edge } = way;
      const weight = edge.bytes <= 0 ? 1 : 1 + 5 * Math.sqrt(edge.bytes / most);
      const y = node.y + node.height * (index + 1) / (all.length + 1);
      edges.push(svg('path', { class: 'edge', d: edgePath(way, node, y), 'stroke-width': weight.toFixed(1) }));
      edges.push(svg('path', { class: 'arrow', d: 'M' + (node.x - 8) + ' ' + (y - 4.5) + ' L' + (node.x - 1) + ' ' + y + ' L' + (node.x - 8) + ' ' + (y + 4.5) + ' Z' }));
      if (edge.rows >= 0 && !amounts.has(from)) {
        const x = from.x + WIDTH + 8;
        amounts.set(from, [
          svg('text', { class: 'amount', x, y: from.y + from.height / 2 - 8, text: counted(edge.rows, 'row') }),
          svg('text', { class: 'amount', x, y: from.y + from.height / 2 + 17, text: bytes(edge.bytes) + (edge.reading === 'broadcast' ? ', broadcast' : '') })]);
      }
    }));
    const boxes = [...nodes.values()].filter((node) => !node.bend).map((node) => (node.stage ? stageNode(node, hotStages.has(node.stage.id)) : tableNode(node)));
    return el('div', { class: 'graph scroll', tabindex: '0', role: 'group', 'aria-label': 'Stage graph; its numbers stand in the table of stages' },
      fit(svg('svg', { viewBox: '0 0 ' + size.width + ' ' + size.height }, edges, boxes, [...amounts.values()]), size));
  };

  // As wide as there is room, but never too small to be read.
  const fit = (image, size) => {
    image.style.width = '100%';
    image.style.maxWidth = size.width + 'px';
    image.style.minWidth = Math.round(size.width * 0.8) + 'px';
    return image;
  };

  stint.graph = { draw };
})();
