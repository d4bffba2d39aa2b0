'use strict';
/* A run: what it was, what dominated it, and everything that its log says. */
(() => {
  const { el, section, table } = stint.dom;
  const { count, counted, bytes, time, dollars, clock, percent, fixed, age, again } = stint.format;

  const KIND = {
    user: 'Something for you to mend; nothing was tried again, since it would fail again.',
    transient: 'It may pass: it was tried again as often as is sensible. Run the job again later.',
    resource: 'Memory or disk ran out, also in the largest function that was allowed. Give functions more with --memory, or let each task read less.',
    internal: 'A bug in Stint: run it again with --debug and report what it prints.',
  };

  const name = (head) => (head.job || 'statement') + (head.statements > 1 ? ' (' + head.statement + ' of ' + head.statements + ')' : '');

  // What a statement is called that nobody gave a name: its beginning.
  const heading = (head) => {
    if (head.job || !head.sql) {
      return name(head);
    }
    const line = head.sql.trim().replace(/\s+/g, ' ');
    return line.length > 72 ? line.slice(0, 71) + '…' : line;
  };

  const pill = (state) => el('span', { class: 'pill ' + state, text: state });

  const title = (head) => el('div', { class: 'title' },
    el('div', { class: 'title-row' }, el('h1', { class: head.job ? '' : 'code', text: heading(head) }), pill(head.state)),
    el('p', { class: 'soft wrap' }, 'Run ', el('span', { class: 'mono', text: head.run }), ' · started ' + clock(head.startedAt) +
      (head.trigger ? ' by ' + head.trigger : '') + ' · gives ', el('span', { text: head.output })));

  const banner = (data) => {
    const head = data.run.head;
    const again = head.coordinators > 1 ? el('div', { class: 'card banner info' }, el('strong', { text: 'It was taken up again. ' }),
      counted(head.coordinators, 'coordinator') + ' had the run, one after the other; the log below says when.') : null;
    const box = (style, strong, text, message) => el('div', { class: 'card banner ' + style, role: 'note' },
      el('p', {}, el('strong', { text: strong + ' ' }), text), message ? el('pre', { text: message }) : null);
    switch (head.state) {
      case 'failed':
        return [again, box('', 'The run failed.', KIND[head.failureKind] || '', head.reason)];
      case 'cancelled':
        return [again, box('warn', 'The run was cancelled.', 'Somebody asked for its end; what it wrote has not become visible.')];
      case 'interrupted':
        return [again, box('warn', 'The run was interrupted.', 'Its coordinator was last there ' + age(Date.now() - head.lastSignAt) +
          '. To finish it: stint resume ' + head.run + '. To give it up: stint cancel ' + head.run + '.')];
      case 'skipped':
        return [again, box('info', 'Nothing was done.', 'The output is there, and the write mode is ignore.')];
      default:
        return again;
    }
  };

  const figure = (label, big, sub) => el('div', {}, el('dt', { text: label }), el('dd', { class: 'big', text: big }), sub ? el('dd', { class: 'sub', text: sub }) : null);

  const figures = (run, nowMs) => {
    const { totals, cost, expected, head } = run;
    const failed = totals.failedAttempts > 0 ? count(totals.failedAttempts) + ' failed' : 'none failed';
    return el('dl', { class: 'figures', id: 'figures' },
      figure('Duration', time(nowMs), expected ? 'estimated ' + time(expected.seconds * 1000) : null),
      figure('Cost on AWS', dollars(cost.dollars), expected ? 'estimated ' + dollars(expected.dollars) : cost.prices),
      figure('Rows', count(totals.rows), head.output === 'the result' ? 'given' : 'written'),
      figure('Read', bytes(totals.readBytes), bytes(totals.writtenBytes) + ' written'),
      figure('Tasks', (totals.finishedTasks < totals.tasks ? count(totals.finishedTasks) + ' of ' : '') + count(totals.tasks),
        counted(totals.attempts, 'attempt') + ', ' + failed),
      figure('Requests to S3', count(totals.gets + totals.puts + totals.lists), count(totals.gets) + ' GET, ' + count(totals.puts) + ' PUT'));
  };

  const worth = (hint) => [hint.seconds > 0.005 ? time(hint.seconds * 1000) : null, hint.dollars > 0 ? dollars(hint.dollars) : null].filter(Boolean).join(' · ');

  const NOTHING = { running: 'Nothing stands out so far.', failed: 'Nothing beside the failure.' };

  const hints = (data) => section('hints', 'What dominates', null,
    data.hints.length === 0
      ? el('p', { class: 'soft', text: NOTHING[data.run.head.state] || 'Nothing stands out: no task lags, little was lost, and no cost is out of proportion.' })
      : el('ol', { class: 'hints' }, data.hints.map((hint) => el('li', { class: 'hint', 'data-kind': hint.kind },
        el('h3', { text: hint.title }), el('span', { class: 'worth', text: worth(hint), title: 'What it takes of the run' }),
        el('p', { class: 'small', text: hint.text }), el('p', { class: 'small remedy', text: hint.remedy }),
        el('p', { class: 'small noprint' }, el('a', { href: '#' + hint.place, 'data-place': hint.place }, 'Show me'))))));

  const sql = (head) => head.sql === null ? null : section('sql', 'Statement', null,
    el('div', { class: 'sql', tabindex: '0', role: 'region', 'aria-label': 'SQL' }, el('pre', { text: head.sql.trim() })));

  const costs = (run) => {
    const { cost, totals } = run;
    const rows = [
      ['functions, memory × time', fixed(cost.gigabyteSeconds, 2) + ' GB-s', cost.memoryDollars],
      ['functions, invocations', count(cost.invocations), cost.invocationDollars],
      ['PUT', count(totals.puts), cost.putDollars], ['LIST', count(totals.lists), cost.listDollars], ['GET', count(totals.gets), cost.getDollars]];
    const waste = totals.busyMs > 0 && totals.wastedMs > 0 ? ' Attempts whose work was not used took ' + percent(Math.min(1, totals.wastedMs / totals.busyMs)) + ' of the functions’ time.' : '';
    const guess = run.expected ? ' It was estimated at ' + dollars(run.expected.dollars) + ', at most ' + dollars(run.expected.highDollars) + '.' : '';
    return section('cost', 'Cost', el('span', { class: 'soft small', text: cost.prices }),
      table('Cost by part', [
        { title: 'part', cell: ([part]) => part }, { title: 'used', num: true, cell: ([, used]) => used },
        { title: 'cost', num: true, cell: ([, , price]) => dollars(price) },
        { title: 'share', num: true, cell: ([, , price]) => (cost.dollars > 0 ? percent(price / cost.dollars) : '–') }], rows,
      { foot: el('tfoot', {}, el('tr', {}, el('th', { scope: 'row', text: 'all' }), el('td'), el('td', { class: 'num', text: dollars(cost.dollars) }), el('td'))) }),
      el('p', { class: 'small soft', text: 'What this costs at AWS’s prices; ' + counted(cost.coordinatorRequests, 'request') + ' are the coordinator’s own.' +
        again(totals).map((text) => ' ' + text + '.').join('') + waste + guess }));
  };

  const troubles = (run) => run.troubles.length === 0 ? null : section('troubles', 'What failed and was done about it', null,
    table('Failures', [
      { title: 'times', cell: (t) => count(t.count) },
      { title: 'kind', cell: (t) => el('span', { class: 'tag ' + (t.kind === 'user' || t.kind === 'internal' ? 'bad' : 'warn'), text: t.kind }) },
      { title: 'message', class: 'wrap', cell: (t) => el('pre', { text: t.message }) },
      { title: 'what was done', class: 'wrap', cell: (t) => t.reaction },
      { title: 'attempts', class: 'wrap', cell: (t) => t.attempts.join(', ') + (t.count > t.attempts.length ? ' …' : '') },
      { title: 'first after', num: true, cell: (t) => time(t.ms) }], run.troubles));

  const warnings = (run) => run.warnings.length === 0 ? null : section('warnings', 'What did not fit in the files', null,
    el('ul', { class: 'list' }, run.warnings.map((one) => el('li', { text: one.text }))));

  const story = (run) => section('story', 'What happened', el('span', { class: 'soft small', text: 'as stint runs ' + run.head.run + ' tells it' }),
    run.story.length === 0 ? el('p', { class: 'soft', text: 'Nothing but the stages, as planned.' })
      : table('What happened', [
        { title: 'after', num: false, cell: (line) => time(line.ms) },
        { title: 'kind', cell: (line) => el('span', { class: 'tag ' + line.kind, text: line.kind }) },
        { title: 'what', class: 'wrap', cell: (line) => stint.stage.grouped(line.text) }], run.story),
    run.storyLinesLeftOut > 0 ? el('p', { class: 'soft small', text: counted(run.storyLinesLeftOut, 'line') + ' from the middle are left out; stint runs ' + run.head.run + ' prints all.' }) : null);

  const hotStages = (data) => new Set(data.hints.filter((hint) => hint.kind === 'skew' || hint.kind === 'straggler').map((hint) => Number(hint.place.replace('stage-', ''))));

  const reveal = (main, place) => {
    const target = main.querySelector('#' + CSS.escape(place));
    if (target === null) {
      return;
    }
    if (target.reveal) {
      target.reveal();
    }
    target.scrollIntoView({ block: 'start' });
    const focus = target.querySelector('summary, h2') || target;
    focus.setAttribute('tabindex', focus.tagName === 'SUMMARY' ? '0' : '-1');
    focus.focus({ preventScroll: true });
  };

  const follow = (main) => main.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-place], a[data-stage]');
    if (link !== null && main.contains(link)) {
      event.preventDefault();
      reveal(main, link.dataset.place || 'stage-' + link.dataset.stage);
    }
  });

  // What was open stays open when a live run is drawn anew: `memory` keeps it.
  const draw = (data, memory) => {
    const run = data.run;
    const nowMs = run.head.state === 'running' ? Math.max(run.head.endedAt, Date.now()) - run.head.startedAt : run.head.endedAt - run.head.startedAt;
    const hot = hotStages(data);
    const attempts = stint.timeline.decode(run.attempts);
    const line = stint.timeline.draw(run, attempts, Math.max(1, run.head.endedAt - run.head.startedAt), memory);
    memory.open = memory.open || new Set();
    const stages = run.stages.map((stage) => stint.stage.draw(run, stage, nowMs, hot.has(stage.id), memory.open));
    const view = el('div', { class: 'view' }, title(run.head), banner(data), figures(run, nowMs), hints(data), sql(run.head),
      section('graph', 'Stages and what flows between them', null, stint.graph.draw(run, hot)),
      section('timeline', 'Timeline', line.tools, line.box, line.legend,
        el('p', { class: 'small soft', text: 'A row is a slot: a place among the attempts that ran at once, not a process. Stages take turns in two shades. Drag to move, Ctrl and wheel to zoom.' })),
      el('section', { 'aria-labelledby': 'stages-h', id: 'stages' }, el('h2', { id: 'stages-h', class: 'above', text: 'Stages' }), el('div', { class: 'stages' }, stages)),
      section('attempts', 'Attempts', null, stint.attempts.draw(run, attempts, memory)),
      troubles(run), warnings(run), costs(run), story(run));
    follow(view);
    view.revealPlace = (place) => reveal(view, place);
    return view;
  };

  // A printer does not wait for those who watch sizes.
  window.addEventListener('beforeprint', () => {
    document.querySelectorAll('details.stage').forEach((stage) => stage.reveal());
    document.querySelectorAll('.drawn').forEach((one) => one.redraw());
  });

  stint.run = { draw, name, heading, pill };
})();
