'use strict';
/* Elements from data. What comes from users only ever becomes text: nothing here takes markup. */
(() => {
  const SVG = 'http://www.w3.org/2000/svg';

  const fill = (node, options, children) => {
    for (const [name, value] of Object.entries(options || {})) {
      if (value === undefined || value === null || value === false) {
        continue;
      }
      if (name === 'on') {
        Object.entries(value).forEach(([event, listener]) => node.addEventListener(event, listener));
      } else if (name === 'text') {
        node.textContent = String(value);
      } else {
        node.setAttribute(name, value === true ? '' : String(value));
      }
    }
    for (const child of children.flat(Infinity)) {
      if (child !== null && child !== undefined && child !== false) {
        node.append(child instanceof Node ? child : document.createTextNode(String(child)));
      }
    }
    return node;
  };

  const el = (tag, options, ...children) => fill(document.createElement(tag), options, children);
  const svg = (tag, options, ...children) => fill(document.createElementNS(SVG, tag), options, children);

  // A section with a heading; what is given as aside stands beside it.
  const section = (id, title, aside, ...children) =>
    el('section', { class: 'card', id, 'aria-labelledby': id + '-h' },
      el('div', { class: 'head' }, el('h2', { id: id + '-h', text: title }), aside), children);

  // A table: columns are {title, num, cell(row), head(row)}.
  const table = (caption, columns, rows, options = {}) =>
    el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
      el('table', {},
        el('caption', { class: options.showCaption ? '' : 'sr', text: caption }),
        el('thead', {}, el('tr', {}, columns.map((column) =>
          el('th', { scope: 'col', class: column.num ? 'num' : '', text: column.title })))),
        el('tbody', {}, rows.map((row) =>
          el('tr', { class: options.rowClass ? options.rowClass(row) : '' }, columns.map((column, index) =>
            el(index === 0 ? 'th' : 'td',
              { class: (column.num ? 'num ' : '') + (column.class || ''), scope: index === 0 ? 'row' : null },
              column.cell(row)))))),
        options.foot));

  const tip = () => document.getElementById('tip');

  const showTip = (text, x, y) => {
    const box = tip();
    box.textContent = text;
    box.hidden = false;
    const width = box.offsetWidth;
    const height = box.offsetHeight;
    box.style.left = Math.max(8, Math.min(x + 14, window.innerWidth - width - 8)) + 'px';
    box.style.top = (y + 18 + height > window.innerHeight ? Math.max(8, y - height - 12) : y + 18) + 'px';
  };

  const hideTip = () => { tip().hidden = true; };

  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  window.stint.dom = { el, svg, section, table, showTip, hideTip, css };
})();
