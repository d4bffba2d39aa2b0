SELECT cast(n AS int) AS `<img src=x onerror="document.title=1">`, '</script><script>document.title=1</script>' AS text
FROM numbers -- <!-- no comment -->   line separator
