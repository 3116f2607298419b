import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './style.css';

import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';

// What an empty tab begins with.
const question = `# Who condemned Israel, and in which words?
{
  statements(
    filter: { types: [CONDEMNS], object: { names: ["Israel"] } }
    rollUp: POLITY
  ) {
    totalCount
    nodes {
      subject { name }
      occurred { since until }
      claimedBy { name }
      evidence {
        nodes { quote document { publisher url } }
      }
    }
  }
}
`;

// /graphiql?query=…&variables=… opens with that operation, so that one can link to it.
const asked = new URLSearchParams(location.search);
const fetcher = createGraphiQLFetcher({ url: '/graphql' });

createRoot(document.getElementById('graphiql')).render(
  <GraphiQL
    fetcher={fetcher}
    defaultQuery={question}
    initialQuery={asked.get('query') ?? undefined}
    initialVariables={asked.get('variables') ?? undefined}
  />,
);
