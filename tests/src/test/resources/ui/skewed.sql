SELECT v.customer_id, c.name, c.country, count(*) AS clicks, sum(v.seconds) AS seconds
FROM (
  SELECT customer_id, page, referrer, max(seconds) AS seconds
  FROM visits
  GROUP BY customer_id, page, referrer
) v
JOIN customers c ON v.customer_id = c.customer_id
GROUP BY v.customer_id, c.name, c.country
ORDER BY clicks DESC
LIMIT 5
