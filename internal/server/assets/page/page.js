// The start page: one question, asked of /graphql, answered with the sentences that prove it. The question stands in
// the address, so that it can be linked to.

const question = `query WhoDidWhat($filter: StatementFilter!, $rollUp: RollUp, $after: String) {
  statements(filter: $filter, rollUp: $rollUp, first: 20, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      subject { id name } subjectPolity { id name } object { id name } objectPolity { id name }
      occurred { since until precision basis words }
      claimedBy { name } attributed contested reports
      evidence(first: 3) {
        totalCount
        nodes { quote paragraph quoteStart quoteEnd attribution { role name } document { title name publisher url published } }
      }
    }
  }
}`;

const form = document.getElementById('ask');
const status = document.getElementById('status');
const table = document.getElementById('answer');
const more = document.getElementById('more');
const fields = ['subject', 'type', 'object', 'since', 'until'];
let cursor = null;

async function graphql(query, variables) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors[0].message);
  return data;
}

// element makes an element; children are elements or text, never markup.
function element(name, attributes, ...children) {
  const e = Object.assign(document.createElement(name), attributes);
  e.append(...children.filter((c) => c !== null && c !== ''));
  return e;
}

function variables() {
  const asked = Object.fromEntries(new FormData(form));
  const filter = { types: [asked.type] };
  for (const end of ['subject', 'object']) {
    if (asked[end].trim()) filter[end] = { names: [asked[end].trim()] };
  }
  for (const day of ['since', 'until']) {
    if (asked[day]) filter[day] = asked[day];
  }
  return { filter, rollUp: asked.asStated ? 'NONE' : 'POLITY' };
}

function when({ since, until, basis, words }) {
  if (basis === 'PUBLICATION') return `by ${until}`;
  if (!since && !until) return 'undated';
  const days = since === until ? since : `${since ?? '…'} to ${until ?? '…'}`;
  return words ? element('span', { title: `“${words}”` }, days) : days;
}

function who(entity, polity) {
  const role = polity && polity.id !== entity.id ? element('span', { className: 'role' }, `for ${polity.name}`) : null;
  return element('span', {}, entity.name, role);
}

function says(statement) {
  const names = statement.claimedBy.map((c) => c.name).join(', ');
  const own = statement.attributed ? '' : names ? 'the report itself, ' : 'the report itself';
  return own + names + (statement.contested ? ' (contested)' : '') || 'unnamed';
}

function quotation(evidence) {
  const { quote, paragraph, quoteStart, quoteEnd, document: source, attribution } = evidence;
  const chars = paragraph ? [...paragraph] : [];
  const words = paragraph
    ? [chars.slice(0, quoteStart).join(''), element('mark', {}, chars.slice(quoteStart, quoteEnd).join('')), chars.slice(quoteEnd).join('')]
    : [quote ?? 'no quote'];
  const title = source?.title ?? source?.name ?? '';
  const name = source?.url ? element('a', { href: source.url, rel: 'noreferrer' }, title) : title;
  const chain = attribution.map((a) => a.name).filter((n) => n !== source?.publisher).join(' → ');
  const from = [chain && `${chain} · `, name, source?.publisher && `, ${source.publisher}`, source?.published && `, ${source.published}`];
  return element('blockquote', {}, ...words, element('br', {}), element('cite', {}, ...from.filter(Boolean)));
}

function row(statement) {
  const { evidence } = statement;
  const cells = [
    when(statement.occurred),
    who(statement.subject, statement.subjectPolity),
    who(statement.object, statement.objectPolity),
    says(statement),
  ].map((content) => element('td', {}, content));
  const left = evidence.totalCount - evidence.nodes.length;
  const rest = left > 0 ? element('cite', {}, `and ${left} more`) : null;
  return element('tr', {}, ...cells, element('td', {}, ...evidence.nodes.map(quotation), rest));
}

async function ask(continued) {
  if (!continued) {
    cursor = null;
    table.hidden = true;
    table.tBodies[0].replaceChildren();
  }
  more.hidden = true;
  status.textContent = 'Asking…';
  try {
    const { statements } = await graphql(question, { ...variables(), after: cursor });
    table.tBodies[0].append(...statements.nodes.map(row));
    const shown = table.rows.length - 1;
    cursor = statements.pageInfo.endCursor;
    more.hidden = !statements.pageInfo.hasNextPage;
    table.hidden = shown === 0;
    table.caption.textContent = `${statements.totalCount} ${statements.totalCount === 1 ? 'statement' : 'statements'}, newest first`;
    status.textContent = shown === 0 ? 'Nobody did, as far as the documents tell.' : shown < statements.totalCount ? `The first ${shown} are shown.` : '';
  } catch (failure) {
    status.textContent = `That could not be answered: ${failure.message}`;
  }
}

function remember() {
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim() !== ''));
  history.replaceState(null, '', `?${asked}`);
}

async function begin() {
  const { statementTypes } = await graphql('{ statementTypes { code past } }');
  form.elements.type.replaceChildren(
    ...statementTypes.map(({ code, past }) => element('option', { value: code, selected: code === 'CONDEMNS' }, past)),
  );
  const asked = new URLSearchParams(location.search);
  for (const name of fields) {
    if (asked.has(name)) form.elements[name].value = asked.get(name);
  }
  form.elements.asStated.checked = asked.has('asStated');
  await ask(false);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  remember();
  ask(false);
});
more.addEventListener('click', () => ask(true));
begin().catch((failure) => {
  status.textContent = `The server does not answer: ${failure.message}`;
});
