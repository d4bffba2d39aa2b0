'use strict';
/* All runs, and the jobs whose runs they are. */
(() => {
  const { el, section } = stint.dom;
  const { count, counted, bytes, time, dollars, clock } = stint.format;

  const address = (run) => '#/run/' + encodeURIComponent(run.run);

  // A run without a job is known by its statement.
  const jobCell = (run) => (run.job || !run.sql ? stint.run.name({ ...run, job: run.job || ' ' }).trim() : el('span', { class: 'code small', title: run.sql, text: stint.run.heading(run) }));

  const costCell = (run) => [dollars(run.dollars), run.expectedDollars === null ? null : el('small', { class: 'below soft', text: 'estimated ' + dollars(run.expectedDollars) })];

  const COLUMNS = [
    { title: 'run', class: 'fixed', cell: (run) => el('a', { class: 'mono', href: address(run), text: run.run }), key: (run) => run.run },
    { title: 'job', class: 'wrap job-cell', cell: jobCell, key: (run) => run.job || run.sql || '' },
    { title: 'state', cell: (run) => stint.run.pill(run.state), key: (run) => run.state },
    { title: 'started', class: 'fixed', cell: (run) => clock(run.startedAt), key: (run) => run.startedAt },
    { title: 'time', num: true, cell: (run) => time(run.ms), key: (run) => run.ms },
    { title: 'cost', num: true, cell: costCell, key: (run) => run.dollars },
    { title: 'rows', num: true, cell: (run) => count(run.rows), key: (run) => run.rows },
    { title: 'read', num: true, cell: (run) => bytes(run.readBytes), key: (run) => run.readBytes },
    { title: 'written', num: true, cell: (run) => bytes(run.writtenBytes), key: (run) => run.writtenBytes },
    { title: 'retries', num: true, cell: (run) => (run.retries > 0 ? count(run.retries) : ''), key: (run) => run.retries },
    { title: 'trigger', cell: (run) => run.trigger || '', key: (run) => run.trigger || '' },
  ];

  const matches = (run, text) => text.toLowerCase().split(/\s+/).filter(Boolean).every((word) =>
    [run.run, run.job, run.state, run.trigger, run.reason, run.sql].some((field) => (field || '').toLowerCase().includes(word)));

  const options = (values, label) => [el('option', { value: '', text: label }), [...new Set(values.filter(Boolean))].sort().map((value) => el('option', { value, text: value }))];

  const MAX_ROWS = 500;

  const runsTable = (data, state) => {
    const body = el('tbody');
    const said = el('p', { class: 'small soft', role: 'status' });
    const compare = el('button', { class: 'button', type: 'button', disabled: true, text: 'Compare two' });
    const chosen = () => [...body.querySelectorAll('input:checked')].map((box) => box.value);
    compare.addEventListener('click', () => {
      const [one, other] = chosen().reverse();
      location.hash = '#/compare/' + encodeURIComponent(one) + '/' + encodeURIComponent(other);
    });
    const heads = COLUMNS.map((column, index) => el('th', { scope: 'col', class: column.num ? 'num' : '' },
      el('button', { type: 'button', text: column.title, on: { click: () => {
        state.descending = state.column === index ? !state.descending : Boolean(column.num) || index === 3;
        state.column = index;
        refresh();
      } } })));
    const refresh = () => {
      const marked = new Set(chosen());
      const column = COLUMNS[state.column];
      const kept = data.runs.filter((run) => matches(run, state.text) && (!state.state || run.state === state.state) && (!state.trigger || run.trigger === state.trigger));
      kept.sort((a, b) => {
        const [x, y] = [column.key(a), column.key(b)];
        return (x < y ? -1 : x > y ? 1 : a.run < b.run ? -1 : 1) * (state.descending ? -1 : 1);
      });
      body.replaceChildren(...kept.slice(0, MAX_ROWS).map((run) => el('tr', {},
        el('td', { class: 'noprint' }, el('input', { type: 'checkbox', value: run.run, checked: marked.has(run.run), 'aria-label': 'Compare run ' + run.run,
          on: { change: () => { compare.disabled = chosen().length !== 2; } } })),
        COLUMNS.map((one, index) => el(index === 0 ? 'th' : 'td', { class: (one.num ? 'num ' : '') + (one.class || ''), scope: index === 0 ? 'row' : null }, one.cell(run))))));
      heads.forEach((head, index) => head.setAttribute('aria-sort', index === state.column ? (state.descending ? 'descending' : 'ascending') : 'none'));
      said.textContent = (kept.length === data.runs.length ? '' : count(kept.length) + ' of ') + counted(data.runs.length, 'run') +
        (kept.length > MAX_ROWS ? ', of which ' + count(MAX_ROWS) + ' are shown: narrow the search' : '');
      compare.disabled = chosen().length !== 2;
    };
    const search = el('input', { type: 'search', value: state.text, placeholder: 'id, job, SQL, error …', on: { input: () => { state.text = search.value; refresh(); } } });
    const pick = (key, values, label) => {
      const box = el('select', { on: { change: () => { state[key] = box.value; refresh(); } } }, options(values, label));
      box.value = state[key];
      return box;
    };
    refresh();
    return section('runs', 'Runs', said,
      el('div', { class: 'filters noprint' }, el('label', { class: 'grow' }, 'Search', search),
        el('label', {}, 'State', pick('state', data.runs.map((run) => run.state), 'any')),
        el('label', {}, 'Trigger', pick('trigger', data.runs.map((run) => run.trigger), 'any')), compare),
      data.runs.length === 0 ? el('p', { class: 'soft', text: 'No runs yet: stint demo makes two.' })
        : el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Runs' }, el('table', {}, el('caption', { class: 'sr', text: 'Runs' }),
          el('thead', {}, el('tr', {}, el('td', { class: 'noprint' }), heads)), body)));
  };

  const MAX_HISTORY = 40;

  const jobCard = (name, runs, job) => {
    const ordered = [...runs].sort((a, b) => a.startedAt - b.startedAt).slice(-MAX_HISTORY);
    const times = ordered.map((run) => run.startedAt);
    const failed = runs.filter((run) => run.state === 'failed').length;
    const chart = (label, value, format) => stint.charts.history(label, ordered.map(value), format, times);
    return el('article', { class: 'card job', 'aria-label': 'Job ' + name },
      el('div', { class: 'head' }, el('h3', { class: 'wrap', text: name }), job && job.isPaused ? el('span', { class: 'tag warn', text: 'paused' }) : null,
        el('span', { class: 'soft small', text: counted(runs.length, 'run') + (failed > 0 ? ', ' + count(failed) + ' failed' : '') })),
      job ? el('p', { class: 'small soft wrap', text: job.triggers.join('; ') + ' · last ' + job.last + ' · next ' + job.next }) : null,
      ordered.length === 0 ? null : el('div', { class: 'multiples' },
        chart('Duration', (run) => run.ms, time), chart('Cost', (run) => run.dollars, dollars), chart('Rows', (run) => run.rows, count)));
  };

  // Runs of one statement of a job have a history; those of different ones are not alike.
  const jobs = (data) => {
    const groups = new Map();
    data.runs.filter((run) => run.job).forEach((run) => {
      const key = run.job + (run.statements > 1 ? ' (' + run.statement + ' of ' + run.statements + ')' : '');
      groups.set(key, (groups.get(key) || []).concat(run));
    });
    const known = new Map(data.jobs.map((job) => [job.name, job]));
    const cards = [...groups.entries()].map(([key, runs]) => jobCard(key, runs, known.get(runs[0].job)));
    const withRuns = new Set(data.runs.map((run) => run.job));
    data.jobs.filter((job) => !withRuns.has(job.name)).forEach((job) => cards.push(jobCard(job.name, [], job)));
    return cards.length === 0 ? null : el('section', { id: 'jobs', 'aria-labelledby': 'jobs-h' }, el('h2', { id: 'jobs-h', class: 'above', text: 'Jobs' }), el('div', { class: 'jobs' }, cards));
  };

  const unreadable = (data) => data.unreadable.length === 0 ? null : el('div', { class: 'card banner warn', role: 'note' },
    el('p', {}, el('strong', { text: 'Left out, since it cannot be read:' })),
    el('ul', { class: 'list small' }, data.unreadable.map((text) => el('li', { text }))));

  const state = { text: '', state: '', trigger: '', column: 3, descending: true };

  const draw = (data) => el('div', { class: 'view' }, el('h1', { class: 'sr', text: 'Runs of ' + data.target }), unreadable(data), runsTable(data, state), jobs(data));

  stint.list = { draw };
})();
