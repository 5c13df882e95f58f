import { Button, Group } from '@mantine/core';

interface ShowOlderProps {
  /** Of the list; fetches its next page. */
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
  readonly label: string;
}

/** What fetches the next page of a list that grows downwards; nothing where there is none. */
export function ShowOlder({ query, label }: ShowOlderProps) {
  if (!query.hasNextPage) return null;
  return (
    <Group justify="center" mt="md">
      <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {label}
      </Button>
    </Group>
  );
}
