'use strict';
/* Numbers as the terminal prints them: see Amounts.java, with which a test compares these. */
(() => {
  const grouped = (digits) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');

  // Rounds the shortest decimal text of a number half up, as Java does.
  const fixed = (amount, places) => {
    const text = String(amount);
    if (text.includes('e')) {
      return amount.toFixed(places);
    }
    return Number(Math.round(Number(text + 'e' + places)) + 'e-' + places).toFixed(places);
  };

  const count = (value) => (value < 0 ? '-' : '') + grouped(String(Math.abs(Math.round(value))));

  const counted = (value, noun) => count(value) + ' ' + noun + (value === 1 ? '' : 's');

  const bytes = (value) => {
    if (value < 1000) {
      return Math.round(value) + ' B';
    }
    const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'];
    let amount = value;
    let unit = 0;
    while (amount >= 999.5) {
      amount /= 1000;
      unit++;
    }
    return fixed(amount, amount < 9.995 ? 2 : amount < 99.95 ? 1 : 0) + ' ' + units[unit];
  };

  const time = (ms) => {
    const seconds = ms / 1000;
    if (seconds < 99.95) {
      return fixed(seconds, seconds < 9.995 ? 2 : 1) + ' s';
    }
    const whole = Math.round(seconds);
    return count(Math.floor(whole / 60)) + ' min ' + String(whole % 60).padStart(2, '0') + ' s';
  };

  const dollars = (value) => {
    if (value === 0) {
      return '$0';
    }
    if (value >= 0.1) {
      return '$' + fixed(value, 2);
    }
    const exponent = Number(value.toExponential(2).split('e')[1]);
    return '$' + value.toFixed(2 - exponent);
  };

  // What the store was asked again, in the words of RequestsText.java; nothing where all went well.
  const again = (sums) => {
    const failed = sums.failedRequests;
    const throttled = failed === null ? 0 : failed.throttledReads + failed.throttledWrites;
    return [
      throttled > 0 ? 'S3 asked to slow down ' + counted(throttled, 'time') + ' (' + counted(failed.throttledReads, 'read') + ', ' + counted(failed.throttledWrites, 'write') + ')' : null,
      failed !== null && failed.others > 0 ? counted(failed.others, 'request') + ' failed otherwise' : null,
      sums.hedgedRequests > 0 ? counted(sums.hedgedRequests, 'late request') + ' sent twice' : null,
    ].filter(Boolean);
  };

  const percent = (share) => fixed(share * 100, share < 0.1 ? 1 : 0) + ' %';

  const two = (value) => String(value).padStart(2, '0');

  const clock = (epochMs) => {
    const date = new Date(epochMs);
    return date.getFullYear() + '-' + two(date.getMonth() + 1) + '-' + two(date.getDate()) + ' ' +
      two(date.getHours()) + ':' + two(date.getMinutes()) + ':' + two(date.getSeconds());
  };

  const age = (ms) => {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    if (seconds < 100) {
      return seconds + ' s ago';
    }
    if (seconds < 6000) {
      return Math.floor(seconds / 60) + ' min ago';
    }
    return seconds < 172800
      ? Math.floor(seconds / 3600) + ' h ago' : Math.floor(seconds / 86400) + ' d ago';
  };

  // A number where it is known.
  const known = (value, format) => (value < 0 ? '–' : format(value));

  window.stint = { format: { count, counted, bytes, time, dollars, percent, clock, age, known, fixed, again } };
})();
