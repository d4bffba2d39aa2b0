'use strict';
/* Small charts, drawn by uPlot. Each has a name for those who do not see it; its numbers stand in a
   table beside it. */
(() => {
  const { el, css } = stint.dom;

  const axis = (format, options) => Object.assign({
    stroke: css('--soft'), font: '11px system-ui, sans-serif', size: 26, gap: 3,
    grid: { show: false }, ticks: { stroke: css('--line'), size: 4 },
    values: (_, splits) => splits.map((value) => (value === null ? '' : format(value))),
  }, options);

  const yAxis = (format) => axis(format, {
    size: 58, grid: { show: true, stroke: css('--line'), width: 1 }, ticks: { show: false }, space: 34,
  });

  // Draws now and again whenever the width changes; a chart that has left the page draws no more.
  const mount = (box, height, options, data) => {
    let plot = null;
    const draw = () => {
      const width = Math.floor(box.clientWidth);
      if (width < 40) {
        return;
      }
      if (plot === null) {
        plot = new uPlot(Object.assign({ width, height, legend: { show: false } }, options), data, box);
      } else if (plot.width !== width) {
        plot.setSize({ width, height });
      }
    };
    const watcher = new ResizeObserver(() => {
      if (box.isConnected) {
        draw();
      } else {
        watcher.disconnect();
        if (plot !== null) {
          plot.destroy();
        }
      }
    });
    watcher.observe(box);
    box.redraw = draw;
    box.classList.add('drawn');
    return box;
  };

  const chartBox = (title, description) => {
    const box = el('div', { role: 'img', 'aria-label': description });
    return [el('div', { class: 'chart' }, el('h4', { text: title }), box), box];
  };

  const bars = (align, size, fill) => ({
    paths: uPlot.paths.bars({ size: [size, Infinity, 1], align }), fill, stroke: fill, width: 0, points: { show: false },
  });

  const cursor = { x: false, y: false, drag: { x: false, y: false }, points: { show: false } };

  // How many tasks lie in each part of the values' range.
  const histogram = (title, distribution, format) => {
    const bins = distribution.bins;
    const width = Math.max(distribution.max, 1) / Math.max(1, bins.length);
    const x = bins.map((_, index) => index * width);
    const description = title + ' of ' + stint.format.counted(distribution.count, 'task') + ': median ' +
      format(distribution.median) + ', largest ' + format(distribution.max);
    const [chart, box] = chartBox(title, description);
    mount(box, 120, {
      cursor,
      scales: { x: { time: false, range: [0, width * bins.length] }, y: { range: (_, __, max) => [0, Math.max(1, max)] } },
      axes: [axis(format, { space: 74 }), yAxis((value) => (Number.isInteger(value) ? stint.format.count(value) : ''))],
      series: [{}, bars(1, 0.86, css('--done'))],
    }, [x, bins.map((count) => (count === 0 ? null : count))]);
    return chart;
  };

  // Bars for equally wide parts; those above a level stand out.
  const profile = (title, description, values, format, xLabel, hotFrom) => {
    const [chart, box] = chartBox(title, description);
    const x = values.map((_, index) => index);
    const cool = values.map((value) => (value < hotFrom ? value : null));
    const hot = values.map((value) => (value >= hotFrom ? value : null));
    mount(box, 130, {
      cursor,
      scales: { x: { time: false, range: [0, Math.max(1, values.length)] }, y: { range: (_, __, max) => [0, Math.max(1, max)] } },
      axes: [axis(xLabel, { space: 74 }), yAxis(format)],
      series: [{}, bars(1, 0.8, css('--done')), bars(1, 0.8, css('--fail'))],
    }, [x, cool, hot]);
    return chart;
  };

  // A value by run, the newest at the right; failed runs are marked.
  const history = (title, values, format, times) => {
    const last = values[values.length - 1];
    const [chart, box] = chartBox(title + ' ' + (last === undefined ? '' : format(last)),
      title + ' of ' + stint.format.counted(values.length, 'run') + ', the newest ' + format(last || 0));
    mount(box, 84, {
      cursor,
      scales: { x: { time: false, range: [-0.5, Math.max(1, values.length - 0.5)] }, y: { range: (_, __, max) => [0, max > 0 ? max * 1.1 : 1] } },
      axes: [
        axis((index) => (Number.isInteger(index) && times[index] ? stint.format.clock(times[index]).slice(5, 10) : ''), { space: 60 }),
        Object.assign(yAxis(format), { space: 40 })],
      series: [{}, { stroke: css('--done'), width: 1.5, points: { show: true, size: 5, fill: css('--done') } }],
    }, [values.map((_, index) => index), values]);
    return chart;
  };

  stint.charts = { histogram, profile, history };
})();
