import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { RuleRequirements } from '../../../src/scanners/prefilter/rule-requirement.ts';
import { ruleFiles } from '../../rules/example-files.ts';
import { projectRoot } from '../scan-setup.ts';
import { couldMatch } from './could-match.ts';

/** Words of files of every application: a rule that asks for no rarer ones has all of them parsed, in whole seconds. */
const ordinary: readonly { readonly folder: string; readonly text: string }[] = [
  {
    folder: 'java',
    text: `/* Licensed under the Apache License.  @author A. Developer */
package com.example;
import java.util.Map;
@Service public class Orders {
  private static final String KEY = "orders"; private final Map<String, Order> byKey;
  public Orders(OrderRepository repository, DataSource dataSource) { this.repository = repository; }
  @Override public void authorize(User user) { this.author = user; }
  public Order selectOrder(Long id) { return byKey.put("id", repository.findById(id).orElseThrow()); }
  public void updateOrInsert(Session session) { log.info("Select {} where {}", id, session); new Order().delete(); }
}`,
  },
  {
    folder: 'csharp',
    text: `using System; using Microsoft.Extensions.Options;
namespace Example { public class OrdersController : Controller {
  public const string Key = "orders"; public string Author { get; set; } private readonly IConfiguration _config;
  public Task<IActionResult> Get(Guid id) { var pair = _items.First(); return Ok(pair.Key + options.Value); }
  public void Set(User user) { user.Name = model.Name; Credential = credentials; model.Key = user.Key; }
} }`,
  },
  {
    folder: 'ruby',
    text: `class OrdersController < ApplicationController
  def create
    @order = Order.new(order_params)
    @order.generate_number
    render json: { key: @order.key, author: nil }
  end
end`,
  },
  {
    folder: 'kotlin',
    text: `class Orders(private val repository: OrderRepository) {
  fun find(key: String): Order? = repository.findByKey(key) ?: create(mapOf("key" to key, "user" to user))
  var author: String = ""
}`,
  },
  {
    folder: 'go',
    text: `package orders
import ("context"; "fmt"; "net/http")
func (s *Server) Get(ctx context.Context, key string) (*Order, error) {
  order, err := s.store.Select(ctx, key); if err != nil { return nil, fmt.Errorf("get %s: %w", key, err) }
  return order, nil
}`,
  },
  {
    folder: 'python',
    text: `from django.db import models
class Order(models.Model):
    key = models.CharField(max_length=20)
    def save(self, *args, **kwargs):
        self.user.authorize(self.author); super().save(*args, **kwargs)
        return {"key": self.key, "host": settings.HOST}`,
  },
  {
    folder: 'php',
    text: `<?php namespace App; class Orders extends Controller {
  public function show(Request $request, int $id) { $order = Order::find($id); $key = $order->key;
    return view('orders.show', ['order' => $order, 'key' => $key]); } }`,
  },
  {
    folder: 'javascript',
    text: `import { useEffect, useState } from 'react';
export class Orders { constructor(private readonly store: Store) {}
  async find(id: string) { const { key, user } = await this.store.get(id); if (key === undefined) throw new Error(id);
    return { key, user, author: undefined, list: Object.keys(user).map((name) => name.toLowerCase()) }; } }`,
  },
];

describe('what rules ask for', async () => {
  const texts = globSync(join(projectRoot, 'rules/utils/**/*.yml')).map((path) => readFileSync(path, 'utf8'));
  const requirements = new RuleRequirements(texts.map((text): unknown => parse(text)));
  const usual = (await ruleFiles(projectRoot)).filter(({ path }) => !path.startsWith('rules/extra/'));

  it.each(ordinary)('is not in ordinary code of $folder', ({ folder, text }) => {
    const own = usual.filter((rule) => rule.folder === folder);
    expect(own.length).toBeGreaterThan(0);
    const asking = own.filter(({ rule }) => couldMatch(requirements.of(rule), text));
    expect(asking.map(({ id }) => id)).toEqual([]);
  });
});
