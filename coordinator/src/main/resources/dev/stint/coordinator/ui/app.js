'use strict';
/* Where the data comes from, and which view the address names. */
(() => {
  const { el } = stint.dom;
  const main = document.getElementById('main');
  const crumbs = document.getElementById('crumbs');
  const live = document.getElementById('live');
  const foot = document.getElementById('foot');
  const EVERY_MS = 1000;
  const LIST_EVERY_MS = 5000;

  // A file has all its runs in it, compressed; a server is asked.
  const fromFile = async (block) => {
    const bytes = Uint8Array.from(atob(block.textContent.trim()), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    const data = JSON.parse(await new Response(stream).text());
    return {
      isLive: false,
      first: data.pages.length === 1 ? '/run/' + encodeURIComponent(data.pages[0].run.head.run) : '/',
      note: 'Made by ' + data.madeBy + ' on ' + stint.format.clock(data.madeAt) + ', from the run’s log. It asks nothing of anybody.',
      list: async () => data.list,
      run: async (id) => data.pages.find((page) => page.run.head.run === id),
    };
  };

  const ask = async (path) => {
    const answer = await fetch(path, { cache: 'no-store' });
    if (answer.status === 204) {
      return null;
    }
    if (!answer.ok) {
      throw new Error(answer.status === 404 ? await answer.text() : 'The server answers ' + answer.status + ': ' + await answer.text());
    }
    return answer.json();
  };

  const fromServer = () => ({
    isLive: true, first: '/', note: 'Served by stint ui on this machine alone.',
    list: (version) => ask('api/runs' + (version ? '?version=' + encodeURIComponent(version) : '')),
    run: (id, version) => ask('api/runs/' + encodeURIComponent(id) + (version ? '?version=' + encodeURIComponent(version) : '')),
  });

  let turn = 0;

  const show = (view, title, path) => {
    main.replaceChildren(view);
    main.dataset.ready = 'true';
    main.dataset.drawnMs = String(Math.round(performance.now()));
    document.title = title + ' · Stint';
    crumbs.replaceChildren(...path.flatMap(([text, href], index) => [index === 0 ? '' : ' / ', href ? el('a', { href, text }) : el('span', { 'aria-current': 'page', text })]));
  };

  const fail = (error) => show(el('div', { class: 'card banner', role: 'alert' }, el('p', {}, el('strong', { text: 'This cannot be shown.' })), el('pre', { text: error.message })), 'Error', [['Runs', '#/']]);

  // Asks again and again while this is the view, the window is seen and there is something to wait for.
  const keepAsking = (mine, every, again) => setTimeout(async () => {
    if (mine !== turn) {
      return;
    }
    let goesOn = true;
    if (!document.hidden) {
      try {
        goesOn = await again();
        live.textContent = goesOn ? 'live' : '';
        live.classList.toggle('on', goesOn);
      } catch (error) {
        live.textContent = 'out of touch: ' + error.message;
        live.classList.remove('on');
      }
    }
    if (goesOn) {
      keepAsking(mine, every, again);
    }
  }, every);

  const setLive = (isOn) => {
    live.textContent = isOn ? 'live' : '';
    live.classList.toggle('on', isOn);
  };

  const isGoing = (state) => state === 'running' || state === 'interrupted';

  const showRun = async (source, mine, id, place) => {
    let data = await source.run(id);
    if (mine !== turn) {
      return;
    }
    if (!data) {
      throw new Error('There is no run ' + id + '.');
    }
    // What the reader has chosen stays chosen when the run is drawn anew.
    const memory = {};
    const draw = () => {
      const head = data.run.head;
      const view = stint.run.draw(data, memory);
      show(view, stint.run.name(head) + ' ' + head.run, [['Runs', '#/'], [head.job || 'statement', null], [head.run, null]]);
      return view;
    };
    const view = draw();
    setLive(source.isLive && isGoing(data.run.head.state));
    if (place) {
      view.revealPlace(place);
    }
    if (source.isLive && isGoing(data.run.head.state)) {
      keepAsking(mine, EVERY_MS, async () => {
        const newer = await source.run(id, data.version);
        if (newer !== null && mine === turn) {
          data = newer;
          const y = window.scrollY;
          draw();
          window.scrollTo(0, y);
        } else if (mine === turn) {
          tick(data.run.head);
        }
        return isGoing(data.run.head.state);
      });
    }
  };

  // A run that goes on lasts longer each second, also while nothing is told of it.
  const tick = (head) => {
    const duration = document.querySelector('#figures .big');
    if (duration && head.state === 'running') {
      duration.textContent = stint.format.time(Date.now() - head.startedAt);
    }
  };

  const showList = async (source, mine) => {
    let data = await source.list();
    if (mine !== turn) {
      return;
    }
    show(stint.list.draw(data), 'Runs', [['Runs of ' + data.target, null]]);
    setLive(source.isLive);
    if (source.isLive) {
      keepAsking(mine, LIST_EVERY_MS, async () => {
        const newer = await source.list(data.version);
        const isBusy = main.contains(document.activeElement) && document.activeElement.matches('input, select');
        if (newer !== null && mine === turn && !isBusy) {
          data = newer;
          const marked = [...main.querySelectorAll('input:checked')].map((box) => box.value);
          show(stint.list.draw(data), 'Runs', [['Runs of ' + data.target, null]]);
          main.querySelectorAll('tbody input').forEach((box) => { if (marked.includes(box.value)) { box.click(); } });
        }
        return true;
      });
    }
  };

  const showTwo = async (source, mine, one, other) => {
    const [a, b] = await Promise.all([source.run(one), source.run(other)]);
    if (mine !== turn) {
      return;
    }
    if (!a || !b) {
      throw new Error('There is no run ' + (a ? other : one) + '.');
    }
    setLive(false);
    show(stint.compare.draw(a, b), 'Compare', [['Runs', '#/'], [one + ' and ' + other, null]]);
  };

  const route = async (source) => {
    const mine = ++turn;
    delete main.dataset.ready;
    stint.dom.hideTip();
    const parts = (location.hash.replace(/^#/, '') || source.first).split('/').map(decodeURIComponent);
    try {
      if (parts[1] === 'run' && parts[2]) {
        await showRun(source, mine, parts[2], parts[3]);
      } else if (parts[1] === 'compare' && parts[3]) {
        await showTwo(source, mine, parts[2], parts[3]);
      } else {
        await showList(source, mine);
      }
    } catch (error) {
      setLive(false);
      fail(error);
    }
  };

  const begin = async () => {
    const block = document.getElementById('data');
    const source = block === null ? fromServer() : await fromFile(block);
    foot.textContent = source.note;
    // Places within a page are no addresses of views.
    window.addEventListener('hashchange', () => {
      if (location.hash === '' || location.hash.startsWith('#/')) {
        window.scrollTo(0, 0);
        route(source);
      }
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => route(source));
    await route(source);
  };

  begin().catch(fail);
})();
