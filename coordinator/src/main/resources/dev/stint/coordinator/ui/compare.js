'use strict';
/* Two runs side by side: what changed, by run and by stage. */
(() => {
  const { el, section, table } = stint.dom;
  const { count, bytes, time, dollars, clock, fixed } = stint.format;

  const change = (a, b) => {
    if (a < 0 || b < 0 || (a === 0 && b === 0)) {
      return '';
    }
    if (a === 0) {
      return el('span', { class: 'up', text: 'new' });
    }
    const share = b / a - 1;
    if (Math.abs(share) < 0.005) {
      return el('span', { class: 'soft', text: 'same' });
    }
    return el('span', { class: share > 0 ? 'up' : 'down', text: (share > 0 ? '▲ +' : '▼ −') + fixed(Math.abs(share) * 100, 0) + ' %' });
  };

  const took = (run) => run.head.endedAt - run.head.startedAt;

  const ROWS = [
    ['duration', took, time], ['cost', (run) => run.cost.dollars, dollars], ['rows', (run) => run.totals.rows, count],
    ['read', (run) => run.totals.readBytes, bytes], ['written', (run) => run.totals.writtenBytes, bytes],
    ['tasks', (run) => run.totals.tasks, count], ['attempts', (run) => run.totals.attempts, count], ['failed attempts', (run) => run.totals.failedAttempts, count],
    ['cold starts', (run) => run.totals.coldStarts, count], ['GET', (run) => run.totals.gets, count], ['PUT', (run) => run.totals.puts, count],
    ['functions’ time', (run) => run.totals.busyMs, time], ['peak memory', (run) => run.totals.peakMemoryBytes, bytes],
  ];

  const whole = (a, b) => table('Two runs', [
    { title: 'of the run', cell: ([label]) => label },
    { title: a.head.run, num: true, cell: ([, value, format]) => format(value(a)) },
    { title: b.head.run, num: true, cell: ([, value, format]) => format(value(b)) },
    { title: 'change', num: true, cell: ([, value]) => change(value(a), value(b)) }], ROWS);

  const stages = (a, b) => {
    const ids = [...new Set([...a.stages, ...b.stages].map((stage) => stage.id))].sort((x, y) => x - y);
    const find = (run, id) => run.stages.find((stage) => stage.id === id);
    const pair = (title, value, format) => [
      { title: title + ' A', num: true, cell: ({ one }) => (one ? format(value(one)) : '–') },
      { title: title + ' B', num: true, cell: ({ other }) => (other ? format(value(other)) : '–') },
      { title: 'change', num: true, cell: ({ one, other }) => (one && other ? change(value(one), value(other)) : '') }];
    const stageTime = (stage) => Math.max(0, stint.stage.took(stage, stage.startMs));
    return table('Stages of two runs', [{ title: 'stage', class: 'wrap', cell: ({ id, one, other }) => id + ' ' + ((one || other).title) },
      ...pair('time', stageTime, time), ...pair('tasks', (stage) => stage.tasks, count),
      ...pair('rows out', (stage) => stage.distributions.outputRows.sum, count), ...pair('read', (stage) => stage.sums.inputBytes, bytes)],
    ids.map((id) => ({ id, one: find(a, id), other: find(b, id) })));
  };

  const side = (letter, data) => el('div', {}, el('h3', {}, letter + ': ', el('a', { class: 'mono', href: '#/run/' + encodeURIComponent(data.run.head.run), text: data.run.head.run }), ' ', stint.run.pill(data.run.head.state)),
    el('p', { class: 'small soft', text: stint.run.name(data.run.head) + ' · ' + clock(data.run.head.startedAt) }),
    el('ul', { class: 'list small' }, data.hints.length === 0 ? el('li', { text: 'nothing stands out' }) : data.hints.map((hint) => el('li', { text: hint.title }))));

  const sql = (a, b) => (a.head.sql === null || b.head.sql === null ? null
    : a.head.sql === b.head.sql ? el('p', { class: 'soft small', text: 'Both ran the same statement.' })
      : el('div', { class: 'pair' }, [a, b].map((run) => el('div', { class: 'sql', tabindex: '0' }, el('pre', { text: run.head.sql.trim() })))));

  const draw = (one, other) => el('div', { class: 'view' },
    el('h1', { text: 'Two runs side by side' }),
    el('section', { class: 'card pair', 'aria-label': 'The runs' }, side('A', one), side('B', other)),
    section('whole', 'The runs', null, whole(one.run, other.run)),
    section('by-stage', 'By stage', null, stages(one.run, other.run)),
    section('statements', 'Statements', null, sql(one.run, other.run)),
    el('div', { class: 'pair' }, [one, other].map((data, index) => section('graph-' + index, 'Graph ' + 'AB'[index], null, stint.graph.draw(data.run, new Set())))));

  stint.compare = { draw };
})();
