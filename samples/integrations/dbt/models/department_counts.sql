-- Built on the table that LeadScout writes. Undecided rows have no label.
select department, count(*) as leads, sum(case when department_source = 'student' then 1 else 0 end) as learned
from {{ source('leadscout', 'leads_by_department') }}
where department is not null
group by department
order by leads desc, department
