'use strict';
/* Attempts by function slot, on a canvas: a hundred thousand of them are drawn in a blink. The table
   of attempts says the same to those who do not see it. */
(() => {
  const { el, showTip, hideTip, css } = stint.dom;
  const { time, bytes, count } = stint.format;

  const STATES = ['running', 'won', 'came second', 'failed', 'cancelled'];
  const CAUSES = ['first', 'retry', 'second attempt'];

  // Columns as typed arrays, with starts added up.
  const decode = (columns) => {
    const start = new Float64Array(columns.shown);
    let sum = 0;
    columns.start.forEach((step, index) => { sum += step; start[index] = sum; });
    return {
      count: columns.shown, total: columns.total, slots: columns.slots,
      stage: Int32Array.from(columns.stage), task: Int32Array.from(columns.task), attempt: Int32Array.from(columns.attempt),
      state: Uint8Array.from(columns.code, (code) => code & 7), cause: Uint8Array.from(columns.code, (code) => (code >> 3) & 3),
      cold: Uint8Array.from(columns.code, (code) => code >> 5),
      slot: Int32Array.from(columns.slot), start, wait: Float64Array.from(columns.wait), ms: Float64Array.from(columns.ms),
      inputRows: Float64Array.from(columns.inputRows), inputBytes: Float64Array.from(columns.inputBytes),
      outputRows: Float64Array.from(columns.outputRows), outputBytes: Float64Array.from(columns.outputBytes),
      peakBytes: Float64Array.from(columns.peakBytes),
    };
  };

  const name = (all, i) => all.stage[i] + '.' + all.task[i] + '.' + all.attempt[i];

  const kind = (all, i) => {
    const parts = [all.state[i] === 1 && all.cause[i] !== 0 ? CAUSES[all.cause[i]] + ', won' : STATES[all.state[i]]];
    if (all.state[i] !== 1 && all.cause[i] !== 0) {
      parts.push(CAUSES[all.cause[i]]);
    }
    if (all.cold[i]) {
      parts.push('cold start');
    }
    return parts.join(', ');
  };

  const tipText = (all, i) => 'Attempt ' + name(all, i) + ' · ' + kind(all, i) +
    '\nfrom ' + time(all.start[i] + all.wait[i]) + (all.ms[i] < 0 ? ', still running' : ', for ' + time(all.ms[i])) +
    (all.wait[i] > 0 ? '\nwaited ' + time(all.wait[i]) + ' for a function' : '') +
    (all.inputBytes[i] > 0 ? '\nread ' + count(all.inputRows[i]) + ' rows, ' + bytes(all.inputBytes[i]) : '') +
    (all.outputBytes[i] > 0 ? '\nwrote ' + count(all.outputRows[i]) + ' rows, ' + bytes(all.outputBytes[i]) : '');

  const hatch = (color, angle) => {
    const tile = document.createElement('canvas');
    tile.width = tile.height = 6;
    const pen = tile.getContext('2d');
    pen.strokeStyle = color;
    pen.lineWidth = 2.2;
    pen.beginPath();
    [[0, 6, 6, 0], [-3, 3, 3, -3], [3, 9, 9, 3]].forEach(([x1, y1, x2, y2]) => {
      pen.moveTo(angle > 0 ? x1 : 6 - x1, y1);
      pen.lineTo(angle > 0 ? x2 : 6 - x2, y2);
    });
    pen.stroke();
    return tile;
  };

  const legend = () => el('ul', { class: 'legend', 'aria-label': 'Legend' },
    [['done', 'ran'], ['cold', 'cold start'], ['retry', 'retry'], ['second', 'second attempt'],
      ['fail', 'failed'], ['gone', 'cancelled or late'], ['wait', 'waited for a function']]
      .map(([style, text]) => el('li', {}, el('span', { class: 'swatch ' + style, 'aria-hidden': 'true' }), text)));

  const draw = (run, all, endMs, memory) => {
    const lanes = Math.max(1, all.slots);
    const height = Math.max(90, Math.min(420, lanes * 18)) + 22;
    const canvas = el('canvas', { role: 'img', height, 'aria-label': 'Timeline of ' + stint.format.counted(all.total, 'attempt') +
      ' in ' + stint.format.counted(all.slots, 'slot') + ' over ' + time(endMs) + '; the table of attempts holds the same' });
    const view = memory.timeline || (memory.timeline = { from: 0, to: 0, stage: -1, isAll: true });
    if (view.isAll) {
      view.to = Math.max(1, endMs);
    }
    const pen = canvas.getContext('2d');
    let patterns = null;
    let width = 0;

    const x = (ms) => (ms - view.from) / (view.to - view.from) * width;
    const laneHeight = () => (height - 22) / lanes;
    const end = (i) => (all.ms[i] < 0 ? endMs : all.start[i] + all.wait[i] + all.ms[i]);

    const style = (i) => {
      if (all.state[i] === 3) {
        return [patterns.fail, css2.fail];
      }
      if (all.state[i] === 4 || all.state[i] === 2) {
        return [patterns.gone, css2.gone];
      }
      if (all.cause[i] === 2) {
        return [css2.second, null];
      }
      if (all.cause[i] === 1) {
        return [css2.retry, null];
      }
      return [all.stage[i] % 2 === 0 ? css2.done : css2.done2, null];
    };
    let css2 = {};

    const axis = () => {
      const span = view.to - view.from;
      const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 6e4, 12e4, 3e5, 6e5, 18e5, 36e5, 72e5];
      const step = steps.find((size) => span / size <= Math.max(2, width / 110)) || span / 5;
      pen.fillStyle = css2.soft;
      pen.strokeStyle = css2.line;
      pen.font = '11px system-ui, sans-serif';
      pen.textBaseline = 'bottom';
      for (let at = Math.ceil(view.from / step) * step; at <= view.to; at += step) {
        pen.beginPath();
        pen.moveTo(Math.round(x(at)) + 0.5, 0);
        pen.lineTo(Math.round(x(at)) + 0.5, height - 18);
        pen.stroke();
        const text = step >= 1000 ? (at / 1000 < 100 ? at / 1000 + ' s' : time(at)) : step >= 10 ? (at / 1000).toFixed(2) + ' s' : at + ' ms';
        const at2 = Math.min(x(at), width - pen.measureText(text).width - 1);
        pen.fillText(text, Math.max(0, at2), height - 2);
      }
    };

    const bar = (i, lane) => {
      const gap = lane > 5 ? 2 : lane > 2 ? 0.5 : 0;
      const top = all.slot[i] * lane;
      const ran = all.start[i] + all.wait[i];
      const left = x(ran);
      const right = Math.max(x(end(i)), left + 1);
      if (right < 0 || x(all.start[i]) > width) {
        return;
      }
      if (all.wait[i] > 0) {
        pen.fillStyle = css2.wait;
        pen.fillRect(x(all.start[i]), top + lane / 2 - Math.min(2, lane / 4), left - x(all.start[i]), Math.min(4, lane / 2));
      }
      const [fill, outline] = style(i);
      pen.fillStyle = fill;
      pen.fillRect(left, top + gap / 2, right - left, lane - gap);
      if (outline && lane > 5 && right - left > 3) {
        pen.strokeStyle = outline;
        pen.strokeRect(left + 0.5, top + gap / 2 + 0.5, right - left - 1, lane - gap - 1);
      }
      if (all.cold[i]) {
        pen.fillStyle = css2.cold;
        pen.fillRect(left, top + gap / 2, Math.min(right - left, Math.max(2, Math.min(8, (right - left) * 0.4))), lane - gap);
      }
    };

    const paint = () => {
      width = canvas.clientWidth;
      if (width === 0) {
        return;
      }
      const ratio = window.devicePixelRatio || 1;
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.height = height + 'px';
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      css2 = { done: css('--done'), done2: css('--done-2'), cold: css('--cold'), retry: css('--retry'), second: css('--second'),
        fail: css('--fail'), gone: css('--gone'), wait: css('--wait'), soft: css('--soft'), line: css('--line') };
      patterns = { fail: pen.createPattern(hatch(css2.fail, 1), 'repeat'), gone: pen.createPattern(hatch(css2.gone, -1), 'repeat') };
      pen.clearRect(0, 0, width, height);
      axis();
      const lane = laneHeight();
      for (let i = 0; i < all.count; i++) {
        pen.globalAlpha = view.stage < 0 || all.stage[i] === view.stage ? 1 : 0.15;
        bar(i, lane);
      }
      pen.globalAlpha = 1;
    };

    const hit = (event) => {
      const box = canvas.getBoundingClientRect();
      const at = view.from + (event.clientX - box.left) / width * (view.to - view.from);
      const slot = Math.floor((event.clientY - box.top) / laneHeight());
      const slack = (view.to - view.from) / width;
      for (let i = all.count - 1; i >= 0; i--) {
        if (all.slot[i] === slot && all.start[i] - slack <= at && at <= end(i) + slack) {
          return i;
        }
      }
      return -1;
    };

    const zoom = (factor, around) => {
      const center = around === undefined ? (view.from + view.to) / 2 : around;
      const span = Math.min(Math.max(1, endMs), Math.max(5, (view.to - view.from) * factor));
      const share = (center - view.from) / (view.to - view.from);
      view.from = Math.max(0, Math.min(Math.max(1, endMs) - span, center - span * share));
      view.to = view.from + span;
      view.isAll = span >= endMs;
      paint();
    };

    const move = (share) => {
      const span = view.to - view.from;
      view.from = Math.max(0, Math.min(Math.max(1, endMs) - span, view.from + span * share));
      view.to = view.from + span;
      paint();
    };

    let drag = null;
    canvas.addEventListener('pointerdown', (event) => { drag = { x: event.clientX, from: view.from }; });
    window.addEventListener('pointerup', () => { drag = null; });
    canvas.addEventListener('pointermove', (event) => {
      if (drag !== null && event.buttons === 1) {
        const span = view.to - view.from;
        view.from = Math.max(0, Math.min(Math.max(1, endMs) - span, drag.from - (event.clientX - drag.x) / width * span));
        view.to = view.from + span;
        paint();
        return;
      }
      const i = hit(event);
      if (i < 0) {
        hideTip();
      } else {
        showTip(tipText(all, i), event.clientX, event.clientY);
      }
    });
    canvas.addEventListener('pointerleave', hideTip);
    canvas.addEventListener('wheel', (event) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const box = canvas.getBoundingClientRect();
        zoom(event.deltaY > 0 ? 1.25 : 0.8, view.from + (event.clientX - box.left) / width * (view.to - view.from));
      }
    }, { passive: false });

    const choose = el('select', { 'aria-label': 'Stage to point out', on: { change: () => { view.stage = Number(choose.value); paint(); } } },
      el('option', { value: -1, text: 'all stages' }),
      run.stages.map((stage) => el('option', { value: stage.id, text: 'stage ' + stage.id })));
    choose.value = String(view.stage);
    const button = (text, label, act) => el('button', { class: 'button', type: 'button', 'aria-label': label, title: label, on: { click: act }, text });
    const tools = el('span', { class: 'buttons push noprint' }, choose,
      button('←', 'Earlier', () => move(-0.25)), button('→', 'Later', () => move(0.25)),
      button('+', 'Zoom in', () => zoom(0.5)), button('−', 'Zoom out', () => zoom(2)),
      button('All', 'Show all', () => { view.from = 0; view.to = Math.max(1, endMs); view.isAll = true; paint(); }));
    new ResizeObserver(paint).observe(canvas);
    canvas.redraw = paint;
    canvas.classList.add('drawn');
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => setTimeout(paint));
    return { tools, box: el('div', { class: 'timeline' }, canvas), legend: legend() };
  };

  stint.timeline = { decode, draw, name, kind };
})();
