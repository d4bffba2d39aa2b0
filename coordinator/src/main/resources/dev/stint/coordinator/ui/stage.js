'use strict';
/* One stage: a line that sums it up, and all that is known of it below. */
(() => {
  const { el, table } = stint.dom;
  const { count, counted, bytes, time, dollars, known, percent, fixed, again } = stint.format;

  const took = (stage, nowMs) => (stage.startMs < 0 ? -1 : (stage.endMs < 0 ? nowMs : stage.endMs) - stage.startMs);

  const tasksText = (stage) => (stage.finishedTasks < stage.tasks ? count(stage.finishedTasks) + ' of ' : '') +
    counted(stage.tasks, 'task') + (stage.retries > 0 ? ' +' + count(stage.retries) : '');

  const cell = (label, value, extra = '') => el('span', { class: 'num ' + extra }, el('small', { text: label }), value);

  const summary = (stage, nowMs) => el('summary', {},
    el('span', { class: 'id', text: stage.id }),
    el('span', { class: 'wrap' }, stage.title,
      stage.state === 'done' ? null : [' ', el('span', { class: 'tag' + (stage.state === 'stopped' ? ' bad' : ''), text: stage.state })]),
    cell('tasks', tasksText(stage).replace(/ tasks?/, ''), 'wide'),
    cell('rows out', stage.finishedTasks === 0 ? '–' : count(stage.distributions.outputRows.sum), 'wide'),
    cell('read', bytes(stage.sums.inputBytes), 'wide'),
    cell('cost', dollars(stage.dollars), 'wide'),
    cell('time', known(took(stage, nowMs), time)));

  const spread = (stage) => {
    const d = stage.distributions;
    const rows = [
      ['time', d.ms, time], ['rows in', d.inputRows, count], ['read', d.inputBytes, bytes],
      ['rows out', d.outputRows, count], ['written', d.outputBytes, bytes], ['memory', d.peakMemoryBytes, bytes]];
    const column = (title, value) => ({ title, num: true, cell: ([, distribution, format]) => format(value(distribution)) });
    return table('How the tasks of stage ' + stage.id + ' differ', [
      { title: 'per task', cell: ([name]) => name },
      column('least', (x) => x.min), column('25 %', (x) => x.p25), column('median', (x) => x.median), column('75 %', (x) => x.p75),
      column('95 %', (x) => x.p95), column('most', (x) => x.max),
      { title: 'most / median', num: true, cell: ([, x]) => (x.median > 0 ? fixed(x.max / x.median, 1) + ' ×' : '–') },
      column('sum', (x) => x.sum)], rows, { rowClass: ([, x]) => (x.count > 2 && x.max > 4 * Math.max(1, x.median) && x.max > 1000 ? 'hot' : '') });
  };

  const outliers = (stage) => stage.outliers.length === 0 ? null : el('div', {},
    el('h4', { text: 'Tasks that stand out' }),
    table('Tasks of stage ' + stage.id + ' that stand out', [
      { title: 'task', cell: (o) => stage.id + '.' + o.task + '.' + o.attempt },
      { title: 'by', cell: (o) => o.measure + ', ' + fixed(o.times, 1) + ' × the median' },
      { title: 'time', num: true, cell: (o) => time(o.ms) },
      { title: 'rows in', num: true, cell: (o) => count(o.inputRows) },
      { title: 'read', num: true, cell: (o) => bytes(o.inputBytes) },
      { title: 'of what', class: 'wrap', cell: (o) => o.share }], stage.outliers));

  const decisions = (stage) => stage.decisions.length === 0 && !stage.note ? null : el('div', {},
    el('h4', { text: 'Decisions' }),
    el('ul', { class: 'list small' }, stage.note ? el('li', { text: stage.note }) : null,
      stage.decisions.map((one) => el('li', {}, el('span', { class: 'tag', text: one.kind }), grouped(one.text)))));

  // Long numbers in the terminal's sentences get their commas.
  const grouped = (text) => text.replace(/\b\d{5,}\b/g, (digits) => count(Number(digits)));

  const exchange = (stage, readers) => {
    const gave = stage.exchange;
    if (gave === null || gave.segments === 0) {
      return null;
    }
    const facts = el('p', { class: 'small soft' }, counted(gave.totalRows, 'row') + ', ' + bytes(gave.totalBytes) + ' in ' +
      counted(gave.segments, 'segment') + (gave.inlineSegments > 0 ? ' (' + count(gave.inlineSegments) + ' inside messages)' : '') +
      ' and ' + counted(gave.blocks, 'block') + (gave.keys ? ', by ' + gave.kind + ' of ' : ''), gave.keys ? el('code', { text: gave.keys }) : null, '.');
    if (gave.bytes.length === 0) {
      return el('div', {}, el('h4', { text: 'What it gave' }), facts);
    }
    const mean = gave.totalRows / gave.rows.length;
    const per = 4096 / gave.rows.length;
    const before = stint.charts.profile('Before the cut: rows by bucket range',
      'Rows of stage ' + stage.id + ' in ' + gave.rows.length + ' equal ranges of its 4,096 buckets', gave.rows,
      (value) => shortCount(value), (index) => (Number.isInteger(index) ? count(index * per) : ''), Math.max(4 * mean, 1));
    const after = readers.filter((reader) => reader.shares.some((share) => share.fromBucket >= 0)).map((reader) => {
      const sizes = reader.shares.map((share) => share.bytes);
      const middle = [...sizes].sort((a, b) => a - b)[Math.floor(sizes.length / 2)] || 0;
      return stint.charts.profile('After the cut: bytes by task of stage ' + reader.id,
        'Bytes that each task of stage ' + reader.id + ' reads', sizes, bytes,
        (index) => (Number.isInteger(index) && index < sizes.length ? count(reader.shares[index].from) : ''), Math.max(4 * middle, 1));
    });
    return el('div', {}, el('h4', { text: 'The exchange it gave' }), facts, hottest(gave),
      el('div', { class: 'pair' }, before, after),
      el('details', { class: 'small' }, el('summary', { text: 'As a table' }), rangeTable(gave)));
  };

  const shortCount = (value) => (value >= 1e6 ? fixed(value / 1e6, 1) + ' M' : value >= 1e4 ? Math.round(value / 1e3) + ' k' : count(value));

  const hottest = (gave) => gave.hottest === null || gave.hottest.timesMean < 4 ? null : el('p', { class: 'small' },
    gave.heaviest === null ? null : ['The heaviest value is ', el('code', { class: 'heavy', text: gave.keys + ' = ' + gave.heaviest.value }),
      ', which about ' + counted(gave.heaviest.rows, 'row') + ' have, ' + percent(gave.heaviest.rows / gave.totalRows) + ' of all. '],
    'The fullest bucket is ', el('strong', { text: count(gave.hottest.bucket) }), ' with ' + counted(gave.hottest.rows, 'row') + ', ' +
    percent(gave.hottest.rows / gave.totalRows) + ' of all and ' + fixed(gave.hottest.timesMean, 1) + ' × the mean of those that have any; equal values of ',
    el('code', { text: gave.keys }), ' always share a bucket.');

  const rangeTable = (gave) => table('Buckets', [
    { title: 'buckets', cell: ([index]) => count(index * 4096 / gave.rows.length) + ' to ' + count((index + 1) * 4096 / gave.rows.length - 1) },
    { title: 'rows', num: true, cell: ([index]) => count(gave.rows[index]) },
    { title: 'bytes', num: true, cell: ([index]) => bytes(gave.bytes[index]) }],
  gave.rows.map((_, index) => [index]).filter(([index]) => gave.rows[index] > 0));

  const spilled = (stage) => {
    const sum = stage.operators.reduce((total, one) => total + one.spilledBytes, 0);
    return sum === 0 ? '' : '; ' + bytes(sum) + ' spilled to their disks';
  };

  const facts = (stage) => {
    const s = stage.sums;
    const list = [
      ['S3 requests', counted(s.gets, 'GET') + ', ' + counted(s.puts, 'PUT') + ', ' + counted(s.lists, 'LIST')],
      ['throttling', again(s).join('; ') || 'none: every request got through in time'],
      ['memory', s.peakMemoryBytes === 0 ? 'none reserved by operators' : bytes(s.peakMemoryBytes) + ' at most, of functions with ' + count(s.functionMemoryBytes / 1048576) + ' MiB' + spilled(stage)],
      ['processor', s.busyMs === 0 ? '–' : percent(Math.min(1, s.cpuMs / s.busyMs)) + ' busy over ' + time(s.busyMs) + ' of functions'],
      ['waits', s.waitMs === 0 ? 'none' : time(s.waitMs) + ' for functions, summed over attempts'],
      ['cold starts', stage.coldStarts === 0 ? 'none' : count(stage.coldStarts) + ', later by ' + time(s.coldOverheadMs) + ' in sum'],
      ['second attempts', stage.speculativeAttempts === 0 ? 'none' : count(stage.speculativeAttempts) + ', of which ' + count(stage.speculativeWins) + ' finished first'],
      ['rows out', (stage.finishedTasks === 0 ? '–' : count(stage.distributions.outputRows.sum)) + (stage.estimatedRows >= 0 ? ', estimated ' + count(stage.estimatedRows) : '')],
      ['cost', dollars(stage.dollars) + ', ' + dollars(s.requestDollars) + ' of it for requests; ' + fixed(s.gigabyteSeconds, 2) + ' GB-s'],
    ].concat(stage.tables.map((one) => ['table ' + one.name, counted(one.files, 'file') + ', ' + bytes(one.bytes) + ', ' +
      counted(one.splits, 'split') + (one.tableSplits >= 0 && one.tableSplits !== one.splits ? ' of ' + count(one.tableSplits) : '')]));
    return el('div', {}, el('h4', { text: 'Numbers' }),
      table('Numbers of stage ' + stage.id, [{ title: 'what', cell: ([name]) => name }, { title: 'how much', class: 'wrap', cell: ([, text]) => text }], list));
  };

  const operators = (stage) => stage.operators.length === 0 ? null : el('div', {},
    el('h4', { text: 'Operators' }),
    table('Operators of stage ' + stage.id + ', summed over its tasks; an operator reads from those below it', [
      { title: 'operator', class: 'op', cell: (o) => '\u2003'.repeat(o.depth) + o.text },
      { title: 'rows', num: true, cell: (o) => count(o.rows) },
      { title: 'dropped', num: true, cell: (o) => (o.filteredRows > 0 ? count(o.filteredRows) : '–') },
      { title: 'own time', num: true, cell: (o) => time(o.ms) },
      { title: 'share', num: true, cell: (o) => share(o.ms, stage.operators) },
      { title: 'most memory', num: true, cell: (o) => (o.peakMemoryBytes > 0 ? bytes(o.peakMemoryBytes) : '–') },
      { title: 'spilled', num: true, cell: (o) => (o.spilledBytes > 0 ? bytes(o.spilledBytes) : '–') }], stage.operators),
    el('p', { class: 'small soft', text: 'Time, rows and what was spilled to the functions’ disks are sums over all attempts, memory is the most in one. Dropped are rows of a scan that runtime filters kept from a join that would not have matched them. Joins, aggregations and sorts spill what does not fit into a function’s memory; an attempt that has too little all the same is tried again in a larger one.' }));

  const share = (ms, all) => {
    const sum = all.reduce((total, one) => total + one.ms, 0);
    return sum === 0 ? '–' : percent(ms / sum);
  };

  const inside = (stage, readers) => {
    const d = stage.distributions;
    const charts = d.ms.count < 2 ? null : el('div', { class: 'pair' },
      stint.charts.histogram('Time', d.ms, time), stint.charts.histogram('Rows in', d.inputRows, count),
      stint.charts.histogram('Bytes read', d.inputBytes, bytes));
    return el('div', { class: 'inside' }, charts,
      d.ms.count > 0 ? el('div', {}, el('h4', { text: 'By task' }), spread(stage)) : null,
      outliers(stage), exchange(stage, readers),
      el('div', { class: 'pair' }, facts(stage), el('div', {}, decisions(stage))),
      operators(stage),
      el('div', {}, el('h4', { text: 'Plan' }), el('div', { class: 'plan', tabindex: '0', role: 'region', 'aria-label': 'Plan of stage ' + stage.id }, el('pre', { text: stage.plan.trimEnd() }))));
  };

  // Charts are drawn when the stage is opened; `open` remembers which are.
  const draw = (run, stage, nowMs, isHot, open) => {
    const readers = run.edges.filter((edge) => edge.table === null && edge.fromStage === stage.id)
      .map((edge) => run.stages.find((other) => other.id === edge.toStage)).filter(Boolean);
    const details = el('details', { class: 'stage' + (isHot ? ' hot' : ''), id: 'stage-' + stage.id, 'data-stage': stage.id, open: open.has(stage.id) }, summary(stage, nowMs));
    let isDrawn = false;
    const fill = () => {
      if (!isDrawn) {
        isDrawn = true;
        details.append(inside(stage, readers));
      }
    };
    details.addEventListener('toggle', () => {
      if (details.open) {
        open.add(stage.id);
        fill();
      } else {
        open.delete(stage.id);
      }
    });
    details.reveal = () => { fill(); details.open = true; };
    if (details.open) {
      fill();
    }
    return details;
  };

  stint.stage = { draw, took, tasksText, grouped };
})();
