create materialized view bestsellers as select product_id, sum(quantity) as sold from order_lines group by product_id;
create unique index on bestsellers (product_id);
revoke all on bestsellers from anon, authenticated;
