#include "facts/derive.h"

static void add_document(struct fact_account *account, const struct fact_document *document)
{
	account->files++;
	if (document->skipped.len) {
		account->skipped++;
		account->bytes_skipped += document->bytes;
		return;
	}
	account->bytes += document->bytes;
	account->sentences += document->sentences;
	account->matched += document->matched;
	account->empty += document->empty;
	account->gave_up += document->gave_up;
	account->cut += document->cut;
	account->self_edges += document->self_edges;
	account->unproved += document->unproved;
	account->names_seen += document->names_seen;
	account->rules_triggered += document->rules_triggered;
	account->repaired += document->repaired;
	account->uninferred += document->uninferred;
}

void derive_account(struct facts *facts)
{
	facts->account = (struct fact_account){ 0 };
	for (size_t i = 0; i < facts->documents.n; i++)
		add_document(&facts->account, &facts->documents.at[i]);
}
