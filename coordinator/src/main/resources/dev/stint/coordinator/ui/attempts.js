'use strict';
/* The table of attempts: only the rows in sight are there, so a hundred thousand scroll smoothly. */
(() => {
  const { el } = stint.dom;
  const { time, bytes, count, counted } = stint.format;
  const ROW = 28;

  const COLUMNS = [
    { title: 'attempt', key: null, cell: (all, i) => stint.timeline.name(all, i) },
    { title: 'what became of it', key: 'state', cell: (all, i) => stint.timeline.kind(all, i) },
    { title: 'started', key: 'start', num: true, cell: (all, i) => time(all.start[i]) },
    { title: 'waited', key: 'wait', num: true, cell: (all, i) => (all.wait[i] > 0 ? time(all.wait[i]) : '') },
    { title: 'ran', key: 'ms', num: true, cell: (all, i) => (all.ms[i] < 0 ? 'running' : time(all.ms[i])) },
    { title: 'rows in', key: 'inputRows', num: true, cell: (all, i) => count(all.inputRows[i]) },
    { title: 'read', key: 'inputBytes', num: true, cell: (all, i) => bytes(all.inputBytes[i]) },
    { title: 'rows out', key: 'outputRows', num: true, cell: (all, i) => count(all.outputRows[i]) },
    { title: 'written', key: 'outputBytes', num: true, cell: (all, i) => bytes(all.outputBytes[i]) },
    { title: 'memory', key: 'peakBytes', num: true, cell: (all, i) => bytes(all.peakBytes[i]) },
  ];

  const KINDS = [
    ['all kinds', () => true],
    ['won', (all, i) => all.state[i] === 1],
    ['failed', (all, i) => all.state[i] === 3],
    ['retries', (all, i) => all.cause[i] === 1],
    ['second attempts', (all, i) => all.cause[i] === 2],
    ['cancelled or late', (all, i) => all.state[i] === 4 || all.state[i] === 2],
    ['cold starts', (all, i) => all.cold[i] === 1],
    ['running', (all, i) => all.state[i] === 0],
  ];

  const draw = (run, all, memory) => {
    const state = memory.attempts || (memory.attempts = { stage: -1, kind: 0, key: 'ms', descending: true });
    let rows = new Uint32Array(0);
    const body = el('tbody');
    const said = el('p', { class: 'small soft', role: 'status' });
    const table = el('table', { 'aria-rowcount': all.count + 1 }, el('caption', { class: 'sr', text: 'Attempts' }));
    const scroller = el('div', { class: 'grid-table', tabindex: '0', role: 'region', 'aria-label': 'Attempts, scrolls' }, table);
    const heads = COLUMNS.map((column) => el('th', { scope: 'col', class: column.num ? 'num' : '' },
      column.key === null ? column.title : el('button', { type: 'button', text: column.title, on: { click: () => sortBy(column.key) } })));
    table.append(el('thead', {}, el('tr', {}, heads)), body);

    const paint = () => {
      const first = Math.max(0, Math.floor(scroller.scrollTop / ROW) - 8);
      const shown = Math.ceil(Math.max(scroller.clientHeight, 400) / ROW) + 16;
      const last = Math.min(rows.length, first + shown);
      const lines = [];
      for (let at = first; at < last; at++) {
        const i = rows[at];
        lines.push(el('tr', { 'aria-rowindex': at + 2 }, COLUMNS.map((column, index) =>
          el(index === 0 ? 'th' : 'td', { class: column.num ? 'num' : '', scope: index === 0 ? 'row' : null, text: column.cell(all, i) }))));
      }
      const gap = () => el('tr', { class: 'gap', 'aria-hidden': 'true' }, el('td', { colspan: COLUMNS.length }));
      const above = gap();
      const below = gap();
      above.firstChild.style.height = first * ROW + 'px';
      below.firstChild.style.height = (rows.length - last) * ROW + 'px';
      body.replaceChildren(above, ...lines, below);
    };

    const refresh = () => {
      const keep = KINDS[state.kind][1];
      const kept = [];
      for (let i = 0; i < all.count; i++) {
        if ((state.stage < 0 || all.stage[i] === state.stage) && keep(all, i)) {
          kept.push(i);
        }
      }
      const values = all[state.key];
      rows = Uint32Array.from(kept).sort((a, b) => (state.descending ? values[b] - values[a] : values[a] - values[b]) || a - b);
      heads.forEach((head, index) => {
        const isKey = COLUMNS[index].key === state.key;
        head.setAttribute('aria-sort', isKey ? (state.descending ? 'descending' : 'ascending') : 'none');
      });
      said.textContent = counted(rows.length, 'attempt') + (all.count < all.total
        ? '; of ' + count(all.total) + ' the page holds ' + count(all.count) + ': all odd ones it has room for, and some of the others' : '');
      scroller.scrollTop = 0;
      paint();
    };

    const sortBy = (key) => {
      state.descending = state.key === key ? !state.descending : true;
      state.key = key;
      refresh();
    };

    const stage = el('select', { on: { change: () => { state.stage = Number(stage.value); refresh(); } } },
      el('option', { value: -1, text: 'all stages' }), run.stages.map((one) => el('option', { value: one.id, text: 'stage ' + one.id })));
    const kind = el('select', { on: { change: () => { state.kind = Number(kind.value); refresh(); } } },
      KINDS.map(([text], index) => el('option', { value: index, text })));
    stage.value = String(state.stage);
    kind.value = String(state.kind);
    let isDue = false;
    scroller.addEventListener('scroll', () => {
      if (!isDue) {
        isDue = true;
        requestAnimationFrame(() => { isDue = false; paint(); });
      }
    });
    refresh();
    return [el('div', { class: 'filters noprint' }, el('label', {}, 'Stage', stage), el('label', {}, 'Kind', kind), said), scroller];
  };

  stint.attempts = { draw };
})();
