-- The text of a message is redacted, always. Where that changed words that have yet to reach the customer, their exact form stands here,
-- encrypted, and is erased once they have arrived or will not be said any more.
alter table messages add column sealed bytea;
create index messages_sealed on messages (conversation_id, seq) where sealed is not null;

-- The same for an answer that is kept for the repetition of a request: `response` holds redacted words.
alter table deliveries add column sealed_response bytea;
create index deliveries_sealed_response on deliveries (received_at) where sealed_response is not null;

-- What an earlier version stored in clear: operators' words for the customer, and whatever waits. The gateway redacts it when it starts, and
-- takes it off this list.
create table words_to_redact (
  conversation_id text not null,
  seq integer not null,
  primary key (conversation_id, seq),
  foreign key (conversation_id, seq) references messages (conversation_id, seq) on delete cascade
);
insert into words_to_redact select conversation_id, seq from messages
  where is_for_customer and (author = 'agent' or state in ('waiting', 'assigned'));

-- Words on their way are found by their numbers; what is over needs no notes.
update effects set progress = progress - 'messages' where kind = 'push-words' and progress ? 'messages';
update effects set progress = '{}' where kind = 'finish-deferred' and status <> 'waiting' and progress <> '{}';
